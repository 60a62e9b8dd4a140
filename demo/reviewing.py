"""The steps of a story that the offices take during a review: opinions, clearances, remarks, a refusal."""

from typing import Any

from agreements.record.models import Agreement
from agreements.review.actions import advise, clear, turn_down
from agreements.review.remarks.actions import NewRemark, remark
from villages.people.models import User

VERBS = ("advise", "clear", "remark", "turn_down")


def take(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    """Do the step through the portal's own verb."""
    if step["verb"] == "advise":
        advise(agreement, by=by, decision=step["decision"], opinion=step.get("opinion", ""))
    elif step["verb"] == "clear":
        clear(agreement, by=by, opinion=step.get("opinion", ""))
    elif step["verb"] == "turn_down":
        turn_down(agreement, by=by, reason=step["reason"], ground=step["ground"])
    else:
        about = agreement.articles.filter(content=step["content"]).order_by("ordinal").first()
        remark(agreement, by=by, new=NewRemark(step["text"], about, weight=step["weight"]))
