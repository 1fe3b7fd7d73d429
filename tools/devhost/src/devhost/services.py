"""The four services, as the development host runs them."""

from typing import Any

from chassis.service import Service
from ejournal.app import SERVICE as EJOURNAL
from enrollment.app import SERVICE as ENROLLMENT
from inventory.app import SERVICE as INVENTORY
from training.app import SERVICE as TRAINING

ALL: dict[str, Service[Any]] = {
    service.name: service for service in (INVENTORY, ENROLLMENT, EJOURNAL, TRAINING)
}
"""By name, in the order of their ports."""
