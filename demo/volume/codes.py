"""Numbers -> codes that look random, each another one: references and verification codes."""

from agreements.record.codes import CROCKFORD as _CODES


def scattered(number: int, length: int, factor: int) -> str:
    """A code of so many characters, another for every number, and in no order that anybody sees."""
    value = (number * factor + 0x5DEECE66D) % (1 << 5 * length)
    return "".join(_CODES[value >> 5 * place & 31] for place in range(length))


def verification_code(number: int) -> str:
    """The code printed on the document of the agreement with that number."""
    code = scattered(number, 12, 0x9E3779B97F4A7C15 | 1)
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def ref(number: int) -> str:
    """The public reference of the agreement with that number."""
    return scattered(number, 8, 0x9E3779B97F | 1)
