"""Events: outbox → sequencer → event log → feed; consumers apply them once through an inbox."""

from chassis.events.bells import Bells, ringing
from chassis.events.bus import Bus, FeedBus
from chassis.events.consumer import Consumer, Subscription
from chassis.events.feed import Feed
from chassis.events.log import EventLog
from chassis.events.sequencer import Sequencer

__all__ = ["Bells", "Bus", "Consumer", "EventLog", "Feed", "FeedBus", "Sequencer", "Subscription", "ringing"]
