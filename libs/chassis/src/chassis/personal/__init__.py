"""What is held of persons: told to them in full, and taken away by the law, but for what the law keeps."""

from chassis.personal.answering import Seal, sealing
from chassis.personal.register import PersonalData, PersonTable, part_of
from chassis.personal.traces import PERSONAL_MEMBERS, forget_traces, silence

__all__ = [
    "PERSONAL_MEMBERS",
    "PersonTable",
    "PersonalData",
    "Seal",
    "forget_traces",
    "part_of",
    "sealing",
    "silence",
]
