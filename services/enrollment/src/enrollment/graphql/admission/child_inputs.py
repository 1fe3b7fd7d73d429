"""What the mutations of children take."""

from datetime import date
from uuid import UUID

import strawberry

from enrollment.domain.admission.child import DocumentKind
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.graphql.admission.fields import key


@strawberry.input(description="A document that says who a child is.")
class DocumentInput:
    """See usecases/admission/ports.py."""

    kind: DocumentKind = strawberry.field(description="What it is.")
    number: str = strawberry.field(description="Its number; kept encrypted, and never shown again.")


@strawberry.input(description="A child that a family will apply for.")
class RegisterChildInput:
    """See usecases/admission/register_child.py."""

    guardian_id: strawberry.ID = strawberry.field(description="Who answers for the child.")
    kind: GuardianshipKind = strawberry.field(description="What makes the person a guardian.")
    display_name: str = strawberry.field(description="The child's name.")
    birth_date: date = strawberry.field(description="Its birth date.")
    documents: list[DocumentInput] = strawberry.field(description="At least one.")
    area: str | None = strawberry.field(
        default=None, description="The code of its home on the catchment map, where it is known."
    )
    contract_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The contract of a channel that the guardian lets act; its holder alone names it.",
    )
    idempotency_key: UUID | None = key()


@strawberry.input(description="A channel of others that may act for a guardian from now on.")
class AllowChannelInput:
    """See usecases/admission/allow_channel.py."""

    guardian_id: strawberry.ID = strawberry.field(description="The guardian.")
    contract_id: strawberry.ID = strawberry.field(description="The contract that the channel holds.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A channel of others that may no longer act for a guardian.")
class EndChannelInput:
    """See usecases/admission/end_channel.py."""

    guardian_id: strawberry.ID = strawberry.field(description="The guardian.")
    contract_id: strawberry.ID = strawberry.field(description="The contract that the channel holds.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A child's new home.")
class MoveChildInput:
    """See usecases/admission/move_child.py."""

    child_id: strawberry.ID = strawberry.field(description="The child.")
    area: str | None = strawberry.field(description="The code of the new home on the catchment map.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A person who answers for a child as well.")
class LinkChildGuardianInput:
    """See usecases/admission/link_child_guardian.py."""

    child_id: strawberry.ID = strawberry.field(description="The child, which is no pupil yet.")
    guardian_id: strawberry.ID = strawberry.field(description="The person.")
    kind: GuardianshipKind = strawberry.field(description="What makes the person a guardian.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A person who no longer answers for a child.")
class UnlinkChildGuardianInput:
    """See usecases/admission/unlink_child_guardian.py."""

    child_id: strawberry.ID = strawberry.field(description="The child, which is no pupil yet.")
    guardian_id: strawberry.ID = strawberry.field(description="The person.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="Two records of one child.")
class MergeChildrenInput:
    """See usecases/admission/merge_children.py."""

    child_id: strawberry.ID = strawberry.field(description="The record that stays.")
    duplicate_id: strawberry.ID = strawberry.field(description="The record that is given up.")
    idempotency_key: UUID | None = key()
