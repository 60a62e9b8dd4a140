"""What the world's strangers follow: a village, not confirmed yet; and the addresses of the interface for programs."""

from typing import Any

from agreements.publication.following.actions import follow
from agreements.publication.following.links import digest_of
from agreements.publication.following.models import Follow
from agreements.publication.following.targets import target_of

TOKEN = "kabar-yang-belum-dikonfirmasi"


def followed(code: str) -> Follow:
    """The wish of somebody to be told of that village, under a link that tests know."""
    target = target_of("village", code)
    assert target is not None
    follow(target, email="kabar@surel.example", rhythm="daily", language="id")
    row = Follow.objects.get()
    row.token = digest_of(TOKEN)
    row.save(update_fields=["token"])
    return row


def asked(world: Any, name: str) -> dict[str, str]:
    """What stands behind the question mark."""
    return {"apa": "village", "sasaran": world.village1.area_id} if name == "agreements:follow" else {}


KEYS = {
    "agreements:follow-confirm": lambda w: [TOKEN],
    "agreements:follow-leave": lambda w: [TOKEN],
    "agreements:api-agreement": lambda w: [w.agreements["in_force"].ref],
    "agreements:api-village": lambda w: [w.village1.area_id],
    "agreements:api-partner": lambda w: [w.other_partner.slug],
    "agreements:api-nothing": lambda w: ["tidak/ada"],
}
"""What stands in these addresses."""

TYPED = {
    "agreements:follow": lambda w: {
        "apa": "village",
        "sasaran": w.village1.area_id,
        "email": "siti.warga@surel.example",
        "rhythm": "weekly",
    },
}
"""What is typed into these forms."""
