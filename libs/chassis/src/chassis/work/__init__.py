"""A unit of work: the aggregate locked, the rule checked, rows and outbox written, all in one transaction."""

from chassis.work.idempotency import IdempotencyKeyReused, once
from chassis.work.outgoing import Outgoing
from chassis.work.repository import Repository, Written
from chassis.work.unit import Unit, UnitOfWork, Work

__all__ = ["IdempotencyKeyReused", "Outgoing", "Repository", "Unit", "UnitOfWork", "Work", "Written", "once"]
