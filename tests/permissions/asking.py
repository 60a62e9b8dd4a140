"""A row of the matrix -> the form that its page offers, and what somebody sends with it."""

from typing import Any

from tests.permissions.expected import ROWS, Row
from tests.permissions.typed import TYPED
from tests.support.following import asked as asked_to_follow
from tests.support.forms import PageForm, forms_in
from tests.support.world import ROLES, World


def asked(world: World, name: str) -> dict[str, Any]:
    """What stands in the address behind the question mark, where the page needs it."""
    parties = [world.village1.area_id, world.village2.area_id]
    among = ("agreements:draft-begin", "agreements:source-begin", "agreements:elsewhere-register")
    if name == "agreements:remark-add":
        first = world.agreements.get("review") and world.agreements["review"].articles.order_by("pk")[0]
        return {"tempat": f"a{first.pk}"} if first else {}
    if name == "agreements:desk-filters":
        return {"tahap": "review"}
    if name == "agreements:desk-together":
        return {"tindakan": "ambil-alih", "pilih": [world.agreements["review"].ref]}
    return {"pihak": parties} if name in among else asked_to_follow(world, name)


def form_of(world: World, row: Row) -> PageForm | None:
    """The form on the page at the same address, as the first person sees it who may; None where there is none."""
    page = next((r for r in ROWS if (r.name, r.method, r.stage) == (row.name, "GET", row.stage)), None)
    if row.method == "GET" or page is None or "ok" not in page.words:
        return None
    address, client = world.url(row.name, row.stage), world.client(ROLES[page.words.index("ok")])
    html = client.get(address, asked(world, row.name)).content.decode()
    found = [form for form in forms_in(html, address) if (form.method, form.action) == ("post", address)]
    return next((form for form in found if set(form.fields) - {"csrfmiddlewaretoken"}), None)


def typed_into(world: World, name: str, form: PageForm | None) -> dict[str, Any]:
    """What is sent: the form as it stands with `TYPED` in it; files are made anew each time."""
    typed = TYPED.get(name, lambda _world: {})(world)
    return form.data(**typed) if form else typed
