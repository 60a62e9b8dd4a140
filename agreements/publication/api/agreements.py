"""Turns questions about public agreements into JSON: lists of them, their parties, their provisions; one of them."""

import re
from datetime import datetime, time
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from agreements.publication.api import texts
from agreements.publication.api.frame import Public
from agreements.publication.api.paging import USUAL, page
from agreements.publication.api.questions import AgreementPages, TextPages
from agreements.publication.api.shapes import AgreementShape, parties_of
from agreements.publication.catalogue.holding import hold_page, last_concern
from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.paging import BadKey
from agreements.publication.catalogue.paging import page as page_of
from agreements.publication.filters import Catalogue
from agreements.publication.opendata.files import downloadable

REF = r"^[0-9A-Z]{8}\Z"


class _Listed(Public):
    """A list that is asked like the catalogue's page and changes when a listing does, or with the day."""

    questions: tuple[type[Any], ...] = (Catalogue, AgreementPages)
    many = True

    def state(self, **named: str) -> tuple[str, int | None]:
        """The last change that concerns the question; "ends within n days" is asked anew every day."""
        changed = last_concern(self.request._request)
        moment = parse_datetime(changed) if changed != "-" else None
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
        return changed, int(max(moment or midnight, midnight).timestamp())

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """One page; behind a key that no list has written there is nothing."""
        try:
            question = Catalogue(self.request.query_params)
            found = page_of(question, asked["sesudah"], size=asked["jumlah"] or USUAL)
        except BadKey:
            return page(self.request, [], "")
        hold_page(self.request._request, question, found)
        return page(self.request, self.rows(found.rows), found.next_key)

    def rows(self, listings: list[Listing]) -> list[Any]:
        """What the answer says of these listings."""
        return AgreementShape(listings, many=True, context={"files": downloadable(listings)}).data


class Agreements(_Listed):
    """The public agreements."""

    shape = AgreementShape
    title = _("Kerja sama")
    about = _(
        "Kerja sama yang terbuka bagi umum, dengan pertanyaan yang sama seperti di halaman daftar kerja sama."
    )


class Parties(_Listed):
    """The parties of the public agreements."""

    shape = texts.PartyRowShape
    title = _("Para pihak")
    about = _("Satu baris tiap pihak, menurut urutan kerja samanya; `jumlah` menghitung kerja sama.")

    def rows(self, listings: list[Listing]) -> list[Any]:
        """Each party with the reference of its agreement."""
        return [{"agreement": one.ref, **party} for one in listings for party in parties_of(one)]


class Provisions(_Listed):
    """The provisions of the public agreements."""

    questions = (Catalogue, TextPages)
    shape = texts.ProvisionRowShape
    title = _("Ketentuan")
    about = _("Satu baris tiap hak, kewajiban, batasan, atau sanksi; `jumlah` menghitung kerja sama.")

    def rows(self, listings: list[Listing]) -> list[Any]:
        """Each provision with the reference of its agreement."""
        found = texts.texts_of(listings)
        return [
            {"agreement": one.ref, **row} for one in listings for row in texts.provisions(found.get(one.pk))
        ]


class AnAgreement(Public):
    """One public agreement with its parties, provisions, contributions and text."""

    shape = texts.DetailShape
    title = _("Satu kerja sama")
    about = _("Satu kerja sama dengan para pihak, ketentuan, sumbangan, dan naskah; data pribadi ditutup.")
    path = {"ref": REF}

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """By its reference."""
        found = Listing.objects.filter(ref=named["ref"]).first() if re.fullmatch(REF, named["ref"]) else None
        if found is None:
            raise Http404
        parent = Listing.objects.filter(pk=found.parent_id).values_list("ref", flat=True).first()
        return texts.detail(found, parent)
