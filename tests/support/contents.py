"""A number of parties and an instrument -> the content of a believable agreement, ready to be frozen."""

from typing import Any

from agreements.documents import words

VILLAGES = [
    "Argopeni",
    "Karangduwur",
    "Srati",
    "Pasir",
    "Jintung",
    "Banjararjo",
    "Argosari",
    "Watukelir",
    "Kalibangkang",
    "Tlogosari",
    "Kalipoh",
    "Ayah",
    "Candirenggo",
    "Mangunweni",
    "Jatijajar",
    "Demangsari",
    "Bulurejo",
    "Kedungweru",
    "Karangbolong",
    "Jladri",
]
ARTICLES = (
    ("KETENTUAN UMUM", "general", "Dalam naskah ini yang dimaksud dengan:\n1. Desa adalah Desa;\n2. BKAD."),
    ("MAKSUD DAN TUJUAN", "purpose", "(1) Maksud: {{ scope_topic }}.\n(2) Tujuan:\na. hemat;\nb. tertib."),
    (
        "RUANG LINGKUP",
        "scope",
        "{{ title }} meliputi:\na. pengumpulan;\nb. pengangkutan; dan\nc. pengolahan.",
    ),
    ("BIDANG", "field", "Bidang kerja sama adalah {{ field }}."),
    ("PELAKSANAAN", "implementation", "Dilaksanakan oleh {{ parties }}."),
    ("HAK DAN KEWAJIBAN", "rights_obligations", "(1) Hak dan kewajiban para pihak seimbang."),
    ("JANGKA WAKTU", "term", "Berlaku {{ term_words }}, sejak {{ starts_on }} sampai dengan {{ ends_on }}."),
    ("PENDANAAN", "funding", "Nilai kerja sama {{ value }}."),
    ("PERUBAHAN", "change", "Perubahan disepakati secara tertulis."),
    ("PERSELISIHAN", "dispute", "Perselisihan diselesaikan secara musyawarah."),
    ("SANKSI", "sanctions", "Pelanggaran dikenai sanksi."),
)


def content(count: int = 3, instrument: str = "joint_regulation", **changes: Any) -> dict[str, Any]:
    """The content with that many parties; in a contract the last one is a partner."""
    regulation = instrument == "joint_regulation"
    parties = [party(i, partner=not regulation and i == count - 1) for i in range(count)]
    articles = [
        {"key": f"a{i}", "heading": None if regulation else heading.title(), "content": about, "body": body}
        for i, (heading, about, body) in enumerate(ARTICLES, 1)
    ]
    chapters = [{"heading": "", "articles": articles}]
    if regulation:
        chapters = [
            {"heading": heading, "articles": [article]}
            for (heading, _about, _body), article in zip(ARTICLES, articles, strict=True)
        ]
    return {
        "schema": "kerjasama/agreement/2",
        "ref": "K7M2Q9XA",
        "version": 1,
        "instrument": instrument,
        "kind": "inter_village" if regulation else "third_party",
        "title": "Pengelolaan Sampah Bersama Kawasan Pesisir",
        "place": "Kebumen",
        "date": "2026-11-21",
        "field": "Pelaksanaan Pembangunan Desa",
        "topic": "pengelolaan sampah",
        "starts_on": "2026-12-01",
        "ends_on": "2029-11-30",
        "value": 150_000_000,
        "verification": {"code": "7Q2M-K9XA-4T1C", "url": "https://contoh.id/verifikasi/7Q2M-K9XA-4T1C/"},
        "parties": parties,
        "paper": "f4",
        "signers": [signer(party) for party in parties],
        "witnesses_needed": 0,
        "considering": ["bahwa sampah perlu dikelola bersama;", "bahwa cara itu hemat;"],
        "in_view_of": ["Undang-Undang Nomor 6 Tahun 2014 tentang Desa;"],
        "chapters": chapters,
        "provisions": [
            provision(i, kind) for i in range(count) for kind in ("right", "obligation", "sanction")
        ],
        **changes,
    }


def signer(party: dict[str, Any], key: str = "", **changes: Any) -> dict[str, Any]:
    """The place where a party's signatory signs."""
    own = {name: party["signatory"][name] for name in ("name", "office", "basis", "acting")}
    place = {"key": key or party["key"], "capacity": "party", "party": party["ordinal"]}
    return {**place, "organization": party["name"], "group": 1, "method": "local", **own, **changes}


def attesting(key: str, name: str, office: str = "", **changes: Any) -> dict[str, Any]:
    """The place of a witness ("s1"), or of an official who acknowledges ("m1")."""
    capacity = "witness" if key.startswith("s") else "acknowledging"
    place = {
        "key": key,
        "capacity": capacity,
        "party": None,
        "organization": "",
        "group": 2,
        "method": "local",
    }
    return {**place, "name": name, "office": office, "basis": "", "acting": False, **changes}


def attested(count: int, instrument: str = "joint_regulation", **changes: Any) -> dict[str, Any]:
    """The content with two witnesses, of whom one is enough, and the camat who acknowledges."""
    known = content(count, instrument)
    signers = [
        *known["signers"],
        attesting("s1", "Rahmat Hidayat", "Ketua BPD Argopeni"),
        attesting("s2", "Sri Wahyuni"),
        attesting("m1", "Bambang Sutrisno", "Camat Ayah", organization="Kecamatan Ayah"),
    ]
    return {**known, "signers": signers, "witnesses_needed": 1, **changes}


def party(i: int, *, partner: bool = False) -> dict[str, Any]:
    """The party in that place, counted from 0."""
    village = VILLAGES[i]
    name = "Universitas Bahari" if partner else f"Desa {village}"
    return {
        "key": f"p{i + 1}",
        "ordinal": i + 1,
        "designation": words.designation(i + 1),
        "kind": "partner" if partner else "village",
        "name": name,
        "legal_name": name if partner else f"Pemerintah {name}",
        "seat": "Kecamatan Ayah, Kabupaten Kebumen",
        "subdistrict": "Ayah",
        "regency": "Kebumen",
        "number": "01 TAHUN 2026",
        "signatory": {
            "name": f"Slamet {village}",
            "office": "Rektor" if partner else f"Kepala {name}",
            "basis": "Keputusan Bupati Kebumen Nomor 141/1/KEP/2023",
            "acting": False,
        },
    }


def provision(i: int, kind: str) -> dict[str, Any]:
    """One provision of the party in that place; an obligation has an amount and a last day."""
    due, amount = ("2027-01-31", 5_000_000) if kind == "obligation" else (None, None)
    key = f"v{i + 1}{kind}"
    return {"key": key, "party": i + 1, "kind": kind, "text": f"hal {key}", "due": due, "amount": amount}
