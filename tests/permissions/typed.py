"""What people type into the forms of the matrix, on top of what the page itself brings along."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from agreements.drafting.signatories.actions import edition_of
from agreements.drafting.writing.storing import order_of
from agreements.review.remarks.places import Place, mark, text_at
from agreements.signing.queries import document_of
from tests.factories import PASSPHRASE
from tests.support.carrying import TYPED as CARRYING
from tests.support.cases import TYPED as ARGUED
from tests.support.consulting import TYPED as CONSULTING
from tests.support.duties import TYPED as OWING
from tests.support.elsewhere import TYPED as ELSEWHERE
from tests.support.papers import letter, picture
from tests.support.reporting import TYPED as REPORTING
from tests.support.ruling import TYPED as RULING
from tests.support.speaking import TYPED as SPEAKING
from tests.support.world import World

SECRET = "kuda makan rumput hijau"


def _term(world: World, **more: Any) -> dict[str, Any]:
    begin = world.day - dt.timedelta(days=300)
    decree = {"decree_number": "141/9", "decree_on": begin}
    return {"starts_on": begin, "ends_on": world.day + dt.timedelta(days=300), **decree, **more}


def _details(world: World) -> dict[str, Any]:
    return {
        "title": "Pasar Bersama",
        "summary": "Pasar untuk dua desa.",
        "field": "development",
        "purpose": "service",
        "topic": "village_market",
        "place": "Argopeni",
        "starts_on": world.day,
        "ends_on": world.day + dt.timedelta(days=365),
        "value": "1.000.000",
    }


def _half_a_year(world: World) -> dict[str, Any]:
    return {"starts_on": world.day, "ends_on": world.day + dt.timedelta(days=180)}


def _stands(world: World) -> str:
    """The mark of the article about which the district has written a remark."""
    agreement = world.agreements["review"]
    first = agreement.articles.order_by("pk")[0]
    return mark(text_at(agreement, Place(article=first), order_of(agreement)))


def _account(world: World, name: str) -> dict[str, Any]:
    return {"username": name, "password1": SECRET, "password2": SECRET}


TYPED: dict[str, Callable[[World], dict[str, Any]]] = {
    **CARRYING,
    **ELSEWHERE,
    **REPORTING,
    **RULING,
    **CONSULTING,
    **ARGUED,
    **OWING,
    **SPEAKING,
    "agreements:desk-filters": lambda w: {"name": "Tinjauan saya", "query": "tahap=review"},
    "agreements:desk-together": lambda w: {"tindakan": "ambil-alih", "pilih": [w.agreements["review"].ref]},
    "agreements:paper-lodge": lambda w: {"places": ["p2"], "signed_on": w.day, "scan": letter()},
    "agreements:paper-refuse": lambda w: {"reason": "Halaman 2 terpotong."},
    "agreements:stamp-record": lambda w: {"kind": "adhesive", "affixed_on": w.day},
    "agreements:stamp-withdraw": lambda w: {"reason": "Salah dokumen."},
    "set_language": lambda w: {"language": "en", "next": "/"},
    "account_login": lambda w: {"login": "tidak.ada", "password": "salah"},
    "account_signup": lambda w: {"email": "bukan surel", "full_name": "X"},
    "account_reset_password": lambda w: {"email": "bukan surel"},
    "account_email": lambda w: {"action_add": "1", "email": "bukan surel"},
    "account_change_password": lambda w: {"oldpassword": "salah"},
    "account_reauthenticate": lambda w: {"password": "salah"},
    "villages:claim-village": lambda w: _term(w, position="village_secretary", letter=letter()),
    "villages:register-partner": lambda w: _term(
        w,
        name="Koperasi Tani",
        partner_kind="cooperative",
        legal_number="NIB 7",
        regency="33.05",
        examiner="33.05",
        address="Jalan Pasar",
        email="tani@contoh.example",
        title="Ketua",
        letter=letter(),
    ),
    "villages:registration-refuse": lambda w: {"reason": "Surat tidak terbaca."},
    "agreements:type-article-add": lambda w: {"heading": "Lain-lain", "content": "other", "body": "Isi."},
    "villages:invite": lambda w: _term(w, full_name="Slamet", email="slamet@surel.example"),
    "villages:invitation": lambda w: _account(w, "siti"),
    "villages:lineage-rename": lambda w: {
        "name": "Desa Argo Peni",
        "on": w.day,
        "legal_basis": "Perda 3/2026",
    },
    "villages:lineage-succeed": lambda w: {
        "kind": "merger",
        "successor_code": w.village3.area_id,
        "on": w.day,
        "legal_basis": "Perda 4/2026",
    },
    "villages:end-office": lambda w: {"last_day": w.day, "reason": "Berhenti."},
    "villages:end-delegation": lambda w: {"last_day": w.day + dt.timedelta(days=40), "reason": "Kembali."},
    "villages:delegate": lambda w: _term(
        w, account=w.people["nobody"].username, acting_kind="plt", legal_basis="Keputusan", ends_on=w.day
    ),
    "villages:profile": lambda w: {"profile": "Desa di tepi laut.", "logo": picture()},
    "agreements:verify": lambda w: {"code": "7Q2M-K9XA-4T1C"},
    "agreements:draft-begin": lambda w: _details(w) | {"pihak": [w.village1.area_id, w.village2.area_id]},
    "agreements:draft-details": _details,
    "agreements:source-begin": lambda w: _details(w) | {"pihak": [w.village1.area_id, w.village2.area_id]},
    "agreements:addendum-begin": _details,
    "agreements:import-text": lambda w: {"text": "Pasal 1\nIsi dari luar."},
    "agreements:draft-recitals": lambda w: {"considering": "bahwa perlu;"},
    "agreements:draft-withdraw": lambda w: {"reason": "Batal."},
    "agreements:article-add": lambda w: {"heading": "Tambahan", "body": "Isi tambahan."},
    "agreements:article-edit": lambda w: {"body": "Isi baru."},
    "agreements:article-suggest": lambda w: {"body": "Isi usulan.", "content": "other", "edition": "1"},
    "agreements:provision-add": lambda w: {"text": "menyediakan lahan"},
    "agreements:provision-edit": lambda w: {"text": "menyediakan truk"},
    "agreements:provision-move": lambda w: {"arah": "turun"},
    "agreements:funding-add": lambda w: {
        "year": w.day.year,
        "amount": "5.000.000",
        "account": "0012-01-7654",
    },
    "agreements:funding-edit": lambda w: {"amount": "6.000.000"},
    "agreements:asset-add": lambda w: {"kind": "land", "description": "lahan seluas 200 meter persegi"},
    "agreements:asset-edit": lambda w: {"description": "lahan seluas 300 meter persegi"},
    "agreements:attachment-add": lambda w: {"kind": "other", "title": "Denah", "file": letter()},
    "agreements:deliberation-add": lambda w: {
        "held_on": w.day,
        "place": "Balai Desa",
        "agenda": "Kerja sama sampah",
        "decision": "agreed",
        "names": "Siti Aminah — PKK",
    },
    "agreements:deliberation-edit": lambda w: {"place": "Pendopo"},
    "agreements:stay-out": lambda w: {"reason": "Anggaran belum ada."},
    "agreements:disagree": lambda w: {"reason": "Bagian kami terlalu kecil."},
    "agreements:suggestion-reject": lambda w: {"answer": "Sudah diatur."},
    "agreements:threads": lambda w: {"text": "Dari mana dananya?"},
    "agreements:thread": lambda w: {"text": "Dari APB Desa."},
    "agreements:send-back": lambda w: {"whole": "Perjelas pasal pertama."},
    "agreements:remark-add": lambda w: {"text": "Sebutkan harinya."},
    "agreements:remark": lambda w: {"note": "Sudah kami perbaiki."},
    "agreements:remark-take": lambda w: {"seen": _stands(w)},
    "agreements:review-advise": lambda w: {"decision": "approved", "opinion": "Sesuai."},
    "agreements:review-clear": lambda w: {"opinion": "Sesuai."},
    "agreements:turn-down": lambda w: {"reason": "Menjaminkan aset Desa.", "ground": "Permendagri 1/2016"},
    "agreements:take-back": lambda w: {"reason": "Nilainya berubah."},
    "agreements:absences": lambda w: {"starts_on": w.day, "ends_on": w.day, "note": "Cuti."},
    "agreements:sign": lambda w: {"consent": "on", "passphrase": PASSPHRASE, "place": ""},
    "agreements:sign-read": lambda w: {"seen": document_of(w.agreements["signing"]).content_digest},
    "agreements:sign-remind": lambda w: {"channel": "mail"},
    "agreements:sign-assist": lambda w: {"place": "p1", "kind": "both"},
    "agreements:notice-preferences": lambda w: {"delivery": "daily"},
    "agreements:sign-lost": lambda w: {"who": "tidak.ada"},
    "agreements:signing-plan": lambda w: {"order": "sequence", "paper": "a4"},
    "agreements:planned-add": lambda w: {"name": "Siti Aminah", "office": "Tokoh masyarakat"},
    "agreements:planned-edit": lambda w: {"method": "paper"},
    "agreements:planned-move": lambda w: {"seen": edition_of(w.agreements["drafting"]), "arah": "turun"},
    "agreements:recall": lambda w: {"reason": "Ada yang harus diubah."},
    "agreements:decline": lambda w: {"reason": "Nilainya keliru."},
    "agreements:exclusions": lambda w: {"article": 2, "ground": "b", "reason": "Memuat resep milik mitra."},
    "agreements:end": lambda w: {"decision_number": "4/BA", "decided_on": w.day, "note": "Disepakati."},
    "agreements:ending-propose": lambda w: {"note": "Tujuannya sudah tercapai."},
    "agreements:practice-write": lambda w: {"title": "Iuran", "worked": "Iuran.", "failed": "Truk."},
    "agreements:practice-answer": lambda w: {"agrees": "ya"},
    "agreements:practice-withdraw": lambda w: {"reason": "Angkanya keliru."},
    "agreements:settlement-add": lambda w: {"text": "Mengembalikan kunci gudang", "due_on": w.day},
    "agreements:settlement-settle": lambda w: {"on": w.day},
    "agreements:settlement-waive": lambda w: {"reason": "Sudah rusak."},
    "agreements:renew": lambda w: {},
    "agreements:suspend-propose": lambda w: {"reason": "Banjir.", **_half_a_year(w)},
    "agreements:suspend": lambda w: {"reason": "Banjir.", "basis": "Keputusan 1/2026", **_half_a_year(w)},
    "agreements:resume-propose": lambda w: {"reason": "Jalan sudah baik."},
    "agreements:resume": lambda w: {"reason": "Jalan sudah baik."},
    "agreements:motion": lambda w: {"agrees": "tidak", "note": "Truk sudah dibayar."},
    "agreements:certificate-make": lambda w: {"passphrase": SECRET, "repeated": SECRET},
    "agreements:passphrase-change": lambda w: {"old": PASSPHRASE, "passphrase": SECRET, "repeated": SECRET},
    "agreements:certificate-revoke": lambda w: {"reason": "known"},
    "agreements:enrolment": lambda w: {"way": "in_person", "shown": "KTP"},
    "agreements:enrolment-refuse": lambda w: {"reason": "Wajahnya tidak cocok."},
    "agreements:certificate-withdraw": lambda w: {"reason": "Surat keputusannya dicabut."},
}
"""By the address's name; every call makes files anew."""
