"""The words around "Pasal 7" -> whether it is an article of a law or another document instead of this agreement's."""

import re

_OWN = r"perjanjian|peraturan bersama|nota kesepahaman|kesepakatan|ad+endum|piagam|naskah|pks|kontrak"
"""What an agreement may call itself; another one of that name is told by its number or its adjective."""
_LAWS = (
    r"undang-undang(?!an)|uu[a-z]*\d*|per(?:p)?pu|pp|peraturan|perpres|permen[a-z]*|perda|perdes|perbup|perwali?|"
    r"perwalkot|pergub|perka[a-z]*|perma(?:kades)?|pkpu|pojk|keputusan|kep(?:men[a-z]*|pres|bup|gub|des)|sk|surat|"
    r"instruksi|inpres|kitab|kuh[a-z]*|anggaran (?:dasar|rumah tangga)|ad/art|statuta|qanun|ketetapan|tap|konvensi|"
    r"konstitusi|staatsblad|burgerlijk|bw|akta|\{\{\s*induk|" + _OWN
)
_LEAD = r"^\s*(?:,\s*(?-i:(?=[A-Z\"“{(])))?(?:(?:dari|dalam|di dalam|pada|menurut|atas)\s+)?(?:ketentuan\s+)?[\"“(]?"
_INTO_LAW = re.compile(rf"{_LEAD}(?:{_LAWS})(?!\w)", re.IGNORECASE)
_AMENDED = re.compile(r"^\s*,?\s*(?:diubah|dihapus|disisipkan|ditambah(?:kan)?|dicabut)\b", re.IGNORECASE)
"""An article that is amended belongs to the agreement that the addendum changes."""
_ITSELF = re.compile(
    rf"{_LEAD}(?:{_OWN}|peraturan)(?!\w)(?:\s+(?!nomor\b|no\b|tahun\b|tentang\b|tanggal\b)[^\W\d][\w-]*){{0,6}}?\s+ini\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"{_LEAD}(?:{_OWN})(?:\s+(?:kerja sama|bersama))?\s*"
    r"(?:$|[.,;:)]|\s(?!nomor|no\b|tahun|tentang|tanggal|induk|pokok|awal|asal|sebelumnya|terdahulu|kerja|bersama)[a-z])",
    re.IGNORECASE,
)
_LAW_THEN = re.compile(
    r"(?:(?<!\w)(?:undang-undang|uu|pp|perpres|permen[a-z]*|perda|perdes|perbup|keputusan|peraturan|perjanjian)"
    r"(?:[^\S\n]+[^\W\d][\w-]*){0,6}?[^\S\n]+(?:(?:nomor|no\.?)[^\S\n]*)?[\w.]+(?:[^\S\n]+tahun[^\S\n]+|/)\d{4}"
    r"(?:[^\S\n]+tentang(?:[^\S\n]+[\w/-]+){1,12}?)?"
    r"|(?<!\w)(?:kuh[^\S\n]?[a-z]*|kitab undang-undang hukum [a-z]+|anggaran dasar"
    r"|uud(?:[^\S\n]+[^\W\d]\w*){0,5}[^\S\n]+1945))"
    r"[^\S\n]*,?[^\S\n]*(?:(?:khususnya|terutama|dalam|pada|dan)[^\S\n]+)?$",
    re.IGNORECASE,
)
_LOOK_BACK = 200


def continues_into_law(after: str) -> bool:
    """Whether what stands behind a reference says of which law or other document it is an article."""
    after = after[:_LOOK_BACK]
    if _AMENDED.match(after):
        return True
    if not _INTO_LAW.match(after):
        return False
    return not (_ITSELF.match(after) or _ALONE.match(after))


def continues_law(before: str) -> bool:
    """Whether what stands before a reference is the name and number of a law: "UU 6/2014 Pasal 92"."""
    return bool(_LAW_THEN.search(before[-_LOOK_BACK:]))
