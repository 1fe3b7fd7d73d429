"""One run: an input document and a seed in, the output document out. The same in, the same bytes out."""

from __future__ import annotations

from enrollment.domain.allocation.document import Document
from enrollment.domain.allocation.lottery import Lottery
from enrollment.domain.allocation.market import open_market
from enrollment.domain.allocation.result import RESULT_FORMAT, Result, placements, waiting_lists
from enrollment.domain.allocation.stages import run_stages
from enrollment.domain.allocation.standings import Standings


def allocate(document: Document, seed: bytes, *, input_hash: str | None = None) -> Result:
    """Run the rule pack of a checked document; its hash may be given if it is known already."""
    head = document.head
    market = open_market(document)
    lottery = Lottery(seed, public_randomness=head["publicRandomness"], campaign=head["campaign"])
    standings = Standings(market, lottery)
    places = run_stages(market, standings)
    return {
        "format": RESULT_FORMAT,
        "campaign": head["campaign"],
        "inputHash": input_hash or document.hash(),
        "placements": placements(market, places),
        "unplaced": sorted(ref for ref, place in zip(market.refs, places, strict=True) if place is None),
        "waitingLists": waiting_lists(market, places, standings.full()),
    }
