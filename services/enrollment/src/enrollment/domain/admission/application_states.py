"""The states of an application, and what may follow what."""

from enum import StrEnum


class ApplicationKind(StrEnum):
    """Whether the child comes, or goes from one school to another."""

    ADMISSION = "ADMISSION"
    TRANSFER = "TRANSFER"


class ApplicationChannel(StrEnum):
    """By what way an application came."""

    PORTAL = "PORTAL"
    EGOV = "EGOV"
    SCHOOL = "SCHOOL"
    OPERATOR = "OPERATOR"


class ApplicationState(StrEnum):
    """Where an application is."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    REGISTERED = "REGISTERED"
    QUEUED = "QUEUED"
    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    ACCEPTED_WAITING = "ACCEPTED_WAITING"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    ENROLLED = "ENROLLED"
    WITHDRAWN = "WITHDRAWN"
    REJECTED = "REJECTED"
    APPEALED = "APPEALED"
    REJECTED_FINAL = "REJECTED_FINAL"


S = ApplicationState
TRANSITIONS: dict[ApplicationState, set[ApplicationState]] = {
    S.DRAFT: {S.SUBMITTED},
    S.SUBMITTED: {S.RETURNED, S.REGISTERED, S.REJECTED},
    S.RETURNED: {S.SUBMITTED},
    S.REGISTERED: {S.QUEUED, S.REJECTED},
    S.QUEUED: {S.OFFERED},
    S.OFFERED: {S.ACCEPTED, S.ACCEPTED_WAITING, S.DECLINED, S.EXPIRED},
    S.ACCEPTED: {S.ENROLLED},
    S.ACCEPTED_WAITING: {S.OFFERED, S.ENROLLED},
    S.DECLINED: {S.QUEUED},
    S.EXPIRED: {S.QUEUED},
    S.REJECTED: {S.APPEALED, S.REJECTED_FINAL},
    S.APPEALED: {S.REGISTERED, S.REJECTED_FINAL},
    S.ENROLLED: set(),
    S.WITHDRAWN: set(),
    S.REJECTED_FINAL: set(),
}
"""What may follow what; besides, whatever is not enrolled may be withdrawn."""

ENDED = {S.ENROLLED, S.WITHDRAWN, S.REJECTED_FINAL}
"""An application in any other state is active, and a child has one active application in a campaign."""

STANDING = {S.SUBMITTED, S.RETURNED, S.REGISTERED, S.QUEUED, S.OFFERED, S.ACCEPTED_WAITING}
"""In these states an application stands in the queues of its choices."""
