"""What a mutation of admission finds around it."""

import strawberry
from strawberry.types import Info

from chassis.schema import Context
from enrollment.usecases.admission.ports import AdmissionUnit

AdmissionInfo = Info[Context[AdmissionUnit], None]
GIVEN = strawberry.argument(description="What is to be done, and with what.")
