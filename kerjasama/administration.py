"""The administration's door: the portal's own sign-in with its second step, limits and log, and no other."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from villages.people.models import User
from villages.people.support.guards import has_second_step


class Site(AdminSite):
    """Open to staff who signed in at the portal's own door and have a second step."""

    site_header = site_title = gettext_lazy("Pengelolaan data")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether this person may come in."""
        user = request.user
        return isinstance(user, User) and user.is_active and user.is_staff and has_second_step(user)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send a stranger to the portal's sign-in, staff without a second step to where it is set up."""
        index = reverse("admin:index", current_app=self.name)
        asked = request.GET.get(REDIRECT_FIELD_NAME, "")
        target = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else index
        if self.has_permission(request):
            return redirect(target)
        if not isinstance(request.user, User):
            return redirect(f"{settings.LOGIN_URL}?{urlencode({REDIRECT_FIELD_NAME: target})}")
        if not request.user.is_staff:
            raise PermissionDenied(_("Bagian ini hanya untuk pengelola portal."))
        messages.error(request, _("Pasang dahulu langkah kedua untuk masuk; tanpanya pengelolaan tertutup."))
        return redirect("mfa_index")
