"""When an agreement in force may be changed, suspended, resumed or renewed."""

from django.utils.translation import gettext as _

from agreements.monitoring.changing.models import Suspension
from agreements.record.access import guard
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.stages import CLOSED, PUBLIC
from agreements.record.vocabulary import INSTRUMENT_OF, Instrument, Kind
from villages.people.access import YES, Answer
from villages.people.models import User


def suspension_of(agreement: Agreement) -> Suspension | None:
    """The suspension that runs today, or None; one whose term is over no longer runs."""
    today = today_at(agreement)
    running = Suspension.objects.filter(agreement=agreement, resumed_on__isnull=True)
    return running.filter(starts_on__lte=today, ends_on__gte=today).first()


@guard("suspended")
def suspended(agreement: Agreement, user: User | None) -> Answer:
    """There is a suspension that nobody has ended yet."""
    if Suspension.objects.filter(agreement=agreement, resumed_on__isnull=True).exists():
        return YES
    return Answer(False, _("Kerja sama ini tidak sedang ditunda."))


@guard("not_suspended")
def not_suspended(agreement: Agreement, user: User | None) -> Answer:
    """One suspension at a time."""
    if Suspension.objects.filter(agreement=agreement, resumed_on__isnull=True).exists():
        return Answer(False, _("Kerja sama ini sedang ditunda."))
    return YES


@guard("no_open_addendum")
def no_open_addendum(agreement: Agreement, user: User | None) -> Answer:
    """One addendum at a time: the next begins when the one before holds, or has been given up."""
    addenda = Agreement.objects.filter(parent=agreement, instrument=Instrument.ADDENDUM)
    if addenda.exclude(stage__in=(*PUBLIC, *CLOSED)).exists():
        return Answer(False, _("Masih ada adendum yang belum selesai untuk kerja sama ini."))
    return YES


@guard("renewable")
def renewable(agreement: Agreement, user: User | None) -> Answer:
    """Only a binding instrument is renewed, and only once at a time."""
    if agreement.instrument != INSTRUMENT_OF[Kind(agreement.kind)]:
        return Answer(False, _("Hanya peraturan bersama dan perjanjian kerja sama yang diperpanjang."))
    if agreement.signed_elsewhere:
        reason = _("Naskahnya tidak ada di portal; perpanjangannya dimulai sebagai rancangan baru.")
        return Answer(False, reason)
    renewals = Agreement.objects.filter(parent=agreement, instrument=agreement.instrument)
    if renewals.exclude(stage__in=CLOSED).exists():
        return Answer(False, _("Perpanjangannya sudah dimulai."))
    return YES
