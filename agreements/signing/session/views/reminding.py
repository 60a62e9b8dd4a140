"""Remind whoever blocks a document: by a letter, or by a link that one sends on by chat."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from agreements.record.pages import find
from agreements.signing.queries import document_of
from agreements.signing.session import actions
from agreements.signing.session.guards import may_be_reminded
from agreements.signing.session.models import Reminder
from agreements.signing.session.queries import blocked_by
from agreements.signing.session.tokens import LASTS, link_to
from villages.people.access import SignedIn


@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: SignedIn, ref: str, key: str) -> HttpResponse:
    """Show for whom the document waits and the two ways to remind them; a POST does it on one of them."""
    agreement = find(request, ref, "remind")
    if request.method == "POST":
        channel = request.POST.get("channel", "")
        if channel not in Reminder.Channel.values:
            raise Http404
        reminder = actions.remind(agreement, by=request.user, key=key, channel=channel)
        messages.success(request, _told(reminder))
        return redirect(agreement.desk_url)
    document = document_of(agreement)
    waiting = blocked_by(document, key) if document else None
    if waiting is None:
        raise Http404
    by_mail, by_chat = (may_be_reminded(waiting, channel) for channel in Reminder.Channel.values)
    link = link_to(waiting.signer) if waiting.signer.person_id else ""
    page = {"agreement": agreement, "waiting": waiting, "by_mail": by_mail, "by_chat": by_chat, "link": link}
    return render(request, "agreements/signing/remind.html", page | {"days": LASTS.days})


def _told(reminder: Reminder) -> str:
    if reminder.channel == Reminder.Channel.MAIL:
        return _("Surel pengingat untuk %s sedang dikirim.") % reminder.signer.name
    return _("Tercatat: Anda mengingatkan %s lewat pesan.") % reminder.signer.name
