# Generated from proto/ by `python -m repo.contracts generate`, do not edit.
from contracts.common.v1.order_pb2 import (
    Order,
)

__all__ = [
    "Order",
]
