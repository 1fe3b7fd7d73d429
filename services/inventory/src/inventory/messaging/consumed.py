"""What inventory hears: its own webhooks, as every service does that delivers to them; and who asks for a record."""

from typing import Any
from uuid import UUID

from chassis.events import Subscription
from chassis.events.webhooks import webhook_handlers
from chassis.personal import sealing
from contracts.enrollment import v1 as enrollment
from contracts.training import v1 as training
from inventory.usecases.forget_traces import forget_traces
from inventory.usecases.ports import InventoryWork
from inventory.usecases.tell_person_part import TellPersonPart, tell_person_part


async def on_person_export_requested(message: enrollment.PersonExportRequested, work: InventoryWork) -> None:
    """Who asks for a person's record is told what is held here, sealed."""
    command = TellPersonPart(
        UUID(message.export_id),
        UUID(message.person_id),
        enrollment.PersonKind.Name(message.kind).removeprefix("PERSON_KIND_"),
        message.account if message.HasField("account") else None,
    )
    sealed = sealing(public_key=message.public_key, question=message.export_id)
    await tell_person_part(command, work=work, seal=sealed)


async def on_person_erased(message: enrollment.PersonErased, work: InventoryWork) -> None:
    """What was set aside of a child or a guardian goes."""
    for each in (message.person_id, *message.other_ids):
        await forget_traces(UUID(each), work=work)


async def on_staff_erased(message: training.PersonErased, work: InventoryWork) -> None:
    """What was set aside of a member of staff goes."""
    await forget_traces(UUID(message.person_id), work=work)


HEARS: tuple[Subscription[Any], ...] = (
    Subscription("inventory", webhook_handlers("inventory", owner="inventory")),
    Subscription(
        "enrollment",
        {
            "bilim.enrollment.PersonErased.v1": on_person_erased,
            "bilim.enrollment.PersonExportRequested.v1": on_person_export_requested,
        },
        urgent=frozenset({"bilim.enrollment.PersonErased.v1"}),
    ),
    Subscription("training", {"bilim.training.PersonErased.v1": on_staff_erased}),
)
