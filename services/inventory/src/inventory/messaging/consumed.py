"""What inventory hears: its own webhooks, as every service does that delivers to them."""

from typing import Any

from chassis.events import Subscription
from chassis.events.webhooks import webhook_handlers

HEARS: tuple[Subscription[Any], ...] = (
    Subscription("inventory", webhook_handlers("inventory", owner="inventory")),
)
