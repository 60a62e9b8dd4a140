"""An article's heading, its chapter's and its first words -> which of the law's contents it most likely carries."""

import re

from agreements.record.vocabulary import Content

_ABOUT = (
    (Content.SANCTIONS, r"sanksi|denda|wanprestasi|ganti rugi"),
    (Content.DISPUTE, r"perselisihan|sengketa"),
    (Content.OTHER, r"keadaan (?:kahar|memaksa)|force majeure|korespondensi|pemberitahuan|kerahasiaan"),
    (Content.OTHER, r"lain-lain|pelindungan data|perlindungan data|badan kerja ?sama|bkad|peralihan"),
    (Content.CHANGE, r"perubahan|penundaan|pembatalan|pengakhiran|berakhir(?:nya)?|pemutusan|addendum|adendum"),
    (Content.TERM, r"jangka waktu|masa berlaku"),
    (Content.FUNDING, r"pendanaan|pembiayaan|biaya|bagi hasil|pembayaran|keuangan|anggaran"),
    (Content.REPORTING, r"lapor|pelaporan|pemantauan|monitoring|evaluasi|pembinaan|pengawasan"),
    (Content.RIGHTS_OBLIGATIONS, r"hak|kewajiban|tanggung jawab|larangan"),
    (Content.ASSET, r"aset|hasil kerja ?sama|hasil dan"),
    (Content.PURPOSE, r"maksud|tujuan"),
    (Content.FIELD, r"bidang|objek|obyek"),
    (Content.SCOPE, r"ruang lingkup|lingkup"),
    (Content.IMPLEMENTATION, r"pelaksanaan|tata cara|mekanisme|penyelenggaraan"),
    (Content.GENERAL, r"ketentuan umum|definisi|pengertian|istilah"),
    (Content.CLOSING, r"penutup"),
)  # fmt: skip
_KNOWN = tuple((content, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for content, words in _ABOUT)
_OPENINGS = (
    (Content.GENERAL, r"yang dimaksud dengan\s*:?$"),
    (Content.TERM, r"\bberlaku (?:untuk|selama) (?:jangka )?"),
    (Content.DISPUTE, r"\b(?:perselisihan|sengketa)\b"),
    (Content.CLOSING, r"\bmulai berlaku pada tanggal\b|\bdibuat (?:dan ditandatangani )?dalam rangkap\b"),
)
_BY_TEXT = tuple((content, re.compile(words, re.IGNORECASE)) for content, words in _OPENINGS)


def guess(heading: str, chapter: str, body: str) -> Content:
    """The content that heading or chapter names, else the one that the first line speaks of, else `OTHER`."""
    for words in (heading, chapter):
        found = _named(words)
        if found:
            return found
    first = body.split("\n", 1)[0][:400]
    return next((content for content, pattern in _BY_TEXT if pattern.search(first)), Content.OTHER)


def _named(words: str) -> Content | None:
    """The content whose word stands first in a heading; of two at one place the one higher in the table."""
    places = [
        (found.start(), order, content)
        for order, (content, pattern) in enumerate(_KNOWN)
        if (found := pattern.search(words))
    ]
    return min(places)[2] if places else None
