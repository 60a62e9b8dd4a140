"""All parties agreed to end -> the cooperation ends, at once or on the day they agreed on."""

from agreements.monitoring.ending.actions import end
from agreements.monitoring.ending.proposals import proposal_of, takes_effect, tell
from agreements.monitoring.motions.handling import handles
from agreements.monitoring.motions.models import Motion
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.stages import Stage
from villages.people.models import User


def carry(motion: Motion, by: User) -> None:
    """End it now if the day has come; else the daily round does it on that day."""
    if takes_effect(motion) <= today_at(motion.agreement):
        end_by(motion)


def end_by(motion: Motion) -> None:
    """End the agreement as the motion says; every party's head has said yes to it."""
    said = proposal_of(motion)
    end(
        motion.agreement,
        by=None,
        ground=said.ground,
        note=motion.reason,
        public_note=said.public_note,
        replaced_by=said.replaced_by,
        motion=motion,
    )


def waiting_end(agreement: Agreement) -> Motion | None:
    """The newest motion to end that all parties carried and whose day has not come yet."""
    if agreement.stage != Stage.IN_FORCE:
        return None
    carried = agreement.motions.filter(kind=Motion.Kind.END, state=Motion.State.CARRIED)
    return carried.order_by("-closed_at", "-pk").first()


handles(Motion.Kind.END, carry=carry, tell=tell)
