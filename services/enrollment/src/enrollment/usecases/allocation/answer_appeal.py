"""A school says what it has to say to an appeal, before that is decided."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import AppealId
from enrollment.usecases.allocation.places import permit_for
from enrollment.usecases.allocation.ports import AllocationWork, Permit


@dataclass(frozen=True, slots=True)
class AnswerAppeal:
    """What a school that the child applied to says to the grounds."""

    appeal: AppealId
    answer: str


async def answer_appeal(command: AnswerAppeal, *, work: AllocationWork, permit: Permit) -> AppealId:
    """Keeps the answer for the family and the instance. Refuses an empty one, and what is decided already."""
    async with work() as unit:
        appeal = await unit.appeals.get(command.appeal)
        application = await unit.applications.get(appeal.application_id)
        await permit_for(permit, "answer_appeal", application, unit)
        appeal.take_answer(command.answer)
        return appeal.id
