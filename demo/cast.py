"""The organizations and people of the story -> rows of the database."""

import datetime as dt
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from agreements.record.local_rule import LocalRule
from demo import story
from demo.letters import one_page
from villages.joining.models import Invitation, Registration, token_digest
from villages.organizations.models import Office, Organization, Partner, Village
from villages.people.models import Delegation, Membership, User
from villages.regions import coordinates

REGENCY = "33.05"
"""Kabupaten Kebumen, where the story is told and whose DPMD examines registrations."""
_SPAN = ("starts_on", "ends_on", "decree_number", "decree_on")


class Cast:
    """Who is who: organizations by their key in the story, people by user name."""

    def __init__(self, organizations: dict[str, Organization], people: dict[str, User]) -> None:
        self.organizations = organizations
        self.people = people


def create() -> Cast:
    """Write organizations, people, their offices, registrations and invitations, and where the villages lie."""
    coordinates.load(story.coordinates())
    cast = Cast(_organizations(), {})
    for row in story.rules():
        LocalRule.objects.get_or_create(**row, regency_id=story.REGENCY)
    source = story.people()
    for row in source["people"]:
        cast.people[row["username"]] = _person(row, cast)
    for row in source.get("registrations", []):
        _registration(row, cast)
    for row in source.get("invitations", []):
        _invitation(row, cast)
    return cast


def known() -> Cast:
    """The cast as it already stands in the database."""
    places, source = story.organizations(), {o.name: o for o in Organization.objects.order_by("pk")}
    villages = {
        v.area_id: v.organization for v in Village.objects.select_related("organization").order_by("pk")
    }
    organizations = {row["key"]: villages[row["code"]] for row in places["villages"]}
    organizations |= {row["key"]: source[row["name"]] for row in (*places["partners"], *places["offices"])}
    return Cast(
        organizations, {user.username: user for user in User.objects.filter(is_demo=True).order_by("pk")}
    )


def _organizations() -> dict[str, Organization]:
    source, points = story.organizations(), story.coordinates()
    made: dict[str, Organization] = {}
    for row in source["villages"]:
        latitude, longitude = points.places.get(row["code"], (None, None))
        place = {"area_id": row["code"], "latitude": latitude, "longitude": longitude}
        made[row["key"]] = _save(
            Village(**place, **_some(row, "name", "head_title", "address", "email", "profile")), row
        )
    for row in source["partners"]:
        fields = (
            "name",
            "slug",
            "partner_kind",
            "legal_number",
            "deed",
            "address",
            "email",
            "contact_name",
            "interests",
        )
        made[row["key"]] = _save(Partner(regency_id=row["regency"], **_some(row, *fields)), row)
    for row in source["offices"]:
        place = {"regency_id": row["regency"], "subdistrict_id": row.get("subdistrict")}
        made[row["key"]] = _save(
            Office(**place, **_some(row, "name", "office_kind", "address", "email")), row
        )
    return made


def _save(organization: Any, row: dict[str, Any]) -> Organization:
    for name, value in _some(row, "standing", "standing_on", "standing_reason").items():
        setattr(organization, name, value)
    organization.full_clean()
    organization.save()
    return Organization.objects.get(pk=organization.pk)


def _some(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


_hashed = cache(make_password)
"""Neighbours in the story share a password; hashing it once is enough for a demo."""


def _person(row: dict[str, Any], cast: Cast) -> User:
    admin = row.get("admin", False)
    user = User.objects.create(
        **_some(row, "username", "full_name", "email"),
        password=_hashed(row["password"]),
        is_staff=admin,
        is_superuser=admin,
        is_demo=True,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for held in row.get("memberships", []):
        place = cast.organizations[held["organization"]]
        Membership.objects.create(person=user, organization=place, **_some(held, "position", "title", *_SPAN))
    for held in row.get("delegations", []):
        place = cast.organizations[held["organization"]]
        Delegation.objects.create(
            person=user, organization=place, **_some(held, "acting_kind", "legal_basis", *_SPAN)
        )
    return user


def _registration(row: dict[str, Any], cast: Cast) -> None:
    registration = Registration(
        applicant=cast.people[row["person"]],
        organization=cast.organizations[row["organization"]],
        regency_id=story.REGENCY,
        letter_type="application/pdf",
        decided_by=cast.people.get(row.get("decided_by", "")),
        **_some(row, "position", "title", "submitted_at", "standing", "decided_at", "reason", *_SPAN),
    )
    registration.letter.save("letter.pdf", ContentFile(one_page(row["letter"])), save=False)
    registration.save()


def _invitation(row: dict[str, Any], cast: Cast) -> None:
    Invitation.objects.create(
        organization=cast.organizations[row["organization"]],
        invited_by=cast.people[row["invited_by"]],
        digest=token_digest(Invitation.new_token()),
        expires_at=timezone.now() + dt.timedelta(days=row["expires_in_days"]),
        **_some(row, "position", "title", "full_name", "email", *_SPAN),
    )
