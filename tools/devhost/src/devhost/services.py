"""The four services, as the development host runs them."""

from typing import Any

from ejournal.app import SERVICE as EJOURNAL
from enrollment.app import SERVICE as ENROLLMENT
from training.app import SERVICE as TRAINING

from chassis.service import Service
from inventory.app import SERVICE as INVENTORY

ALL: dict[str, Service[Any]] = {
    service.name: service for service in (INVENTORY, ENROLLMENT, EJOURNAL, TRAINING)
}
"""By name, in the order of their ports."""
