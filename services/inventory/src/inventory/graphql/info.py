"""What every mutation of inventory is given."""

import strawberry
from strawberry.types import Info

from chassis.schema import Context
from inventory.usecases.ports import InventoryUnit

InventoryInfo = Info[Context[InventoryUnit], None]

GIVEN = strawberry.argument(description="What is to be done, and with what.")
