"""Allocation of places: one engine for every country, whose rules are data; anybody can run it again."""

from enrollment.domain.allocation.document import Document
from enrollment.domain.allocation.invalid import InvalidDocument
from enrollment.domain.allocation.lottery import Lottery, commitment
from enrollment.domain.allocation.reading import make_document, read_document
from enrollment.domain.allocation.result import Result, result_bytes, result_hash
from enrollment.domain.allocation.run import allocate

__all__ = [
    "Document",
    "InvalidDocument",
    "Lottery",
    "Result",
    "allocate",
    "commitment",
    "make_document",
    "read_document",
    "result_bytes",
    "result_hash",
]
