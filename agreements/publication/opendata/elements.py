"""Words and attributes -> XML elements -> bytes, whatever characters the words hold."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

__all__ = ["Element", "add", "after", "clean", "root", "written"]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 does not know."""
    return _NOT_XML.sub("", text)


def root(tag: str, namespace: str, **attributes: str) -> Element:
    """The outermost element; everything below it stands in the same namespace."""
    return Element(tag, {"xmlns": namespace, **_cleaned(attributes)})


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new element at the end of its parent; a trailing underscore of an attribute's name is dropped."""
    child = SubElement(parent, tag, _cleaned(attributes))
    if text:
        child.text = clean(text)
    return child


def after(child: Element, text: str) -> None:
    """Words that follow an element inside its parent."""
    child.tail = clean(text)


def written(element: Element) -> bytes:
    """The document as UTF-8."""
    return _DECLARATION + ElementTree.tostring(element, encoding="utf-8")


def _cleaned(attributes: dict[str, str]) -> dict[str, str]:
    return {name.rstrip("_"): clean(value) for name, value in attributes.items()}
