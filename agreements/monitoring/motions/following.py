"""When an agreement ends, what was still proposed about it is closed."""

from django.utils import timezone

from agreements.monitoring.motions.models import Motion
from agreements.record.crossing import after_crossing
from agreements.record.models import Agreement
from agreements.record.stages import Stage


@after_crossing
def close_motions(agreement: Agreement) -> None:
    """Nobody is asked any more about an agreement that has ended."""
    if agreement.stage == Stage.ENDED:
        still = agreement.motions.filter(state=Motion.State.OPEN)
        still.update(state=Motion.State.WITHDRAWN, closed_at=timezone.now())
