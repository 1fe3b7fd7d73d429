"""That a queue changed: whoever stands at the rank or behind may have moved."""

from dataclasses import dataclass
from datetime import datetime

from enrollment.domain.admission.ids import SeatPlanId
from enrollment.domain.queue import Kind


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """One fact of one queue, which is known by its seat plan; `queue_version` counts the facts from 1."""

    queue_id: SeatPlanId
    queue_version: int
    cause: Kind
    from_rank: int
    at: datetime
