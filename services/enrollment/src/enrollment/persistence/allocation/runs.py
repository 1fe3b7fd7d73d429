"""What belongs to a run beside its row: the sealed seed, its files, and the applications that it freezes."""

import gzip
import os
from collections.abc import Collection, Iterator
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.database import Connection
from enrollment.domain.admission.campaign import Campaign
from enrollment.domain.admission.catchment import published
from enrollment.domain.admission.happening import instant
from enrollment.domain.admission.ids import ApplicationId, RunId
from enrollment.domain.allocation import Document, make_document
from enrollment.domain.allocation.shapes import FORMAT, Child, Head, OrderKey, Programme
from enrollment.domain.refusals import NotFound

FileKind = Literal["INPUT", "RESULT"]

_SEAL = "insert into allocation_seed (run_id, sealed) values ($1, $2)"
_OPEN = "select sealed from allocation_seed where run_id = $1"
_FORGET = "delete from allocation_seed where run_id = $1"
_KEEP = """
insert into allocation_file (run_id, kind, body) values ($1, $2, $3)
on conflict (run_id, kind) do update set body = excluded.body
"""
_FILE = "select body from allocation_file where run_id = $1 and kind = $2"
_RULES = "select rules from rule_pack where name = $1 and version = $2"
_PROGRAMMES = """
select id::text, school_id::text as school, seats - held as seats from seat_plan where campaign_id = $1 order by id
"""
_WAITING = """
select application.child_ref, application.submitted_at,
    array(select seat_plan_id::text from choice where application_id = application.id order by rank) as choices,
    coalesce((select jsonb_agg(jsonb_build_object('category', category, 'school', school_id))
        from claim where application_id = application.id and claim.state = 'VERIFIED'
        and coalesce(valid_until >= current_date, true)), '[]') as claims,
    array(select distinct seat_plan.school_id::text from choice
        join seat_plan on seat_plan.id = choice.seat_plan_id
        where application_id = application.id and in_catchment order by 1) as catchment,
    coalesce((select jsonb_object_agg(seat_plan_id, metres)
        from choice where application_id = application.id and metres is not null), '{}') as distance
from application
where campaign_id = $1 and state in ('REGISTERED', 'QUEUED')
order by child_ref
"""
_BY_REF = """
select child_ref, id from application where campaign_id = $1 and state in ('REGISTERED', 'QUEUED')
"""
_NONCE = 12


class SqlRunFiles:
    """See usecases/allocation/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def seal(self, run: RunId, seed: bytes, *, secret: str) -> None:
        """Keeps a seed so that the database alone does not tell it."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + _cipher(secret).encrypt(nonce, seed, run.bytes)
        await self._connection.execute(_SEAL, run, sealed)

    async def open(self, run: RunId, *, secret: str) -> bytes:
        """The seed of a run that is not published yet. Raises SeedUnreadable."""
        sealed = await self._connection.fetchval(_OPEN, run)
        if sealed is None:
            raise NotFound(run)
        try:
            return _cipher(secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], run.bytes)
        except InvalidTag:
            raise SeedUnreadable from None

    async def forget(self, run: RunId) -> None:
        """A seed that everybody knows needs no seal; one that does not count any more is not kept."""
        await self._connection.execute(_FORGET, run)

    async def keep(self, run: RunId, kind: FileKind, body: bytes) -> None:
        """Keeps a file of a run, byte for byte."""
        await self._connection.execute(_KEEP, run, kind, gzip.compress(body, 6, mtime=0))

    async def read(self, run: RunId, kind: FileKind) -> bytes:
        """The bytes of a file."""
        body = await self._connection.fetchval(_FILE, run, kind)
        if body is None:
            raise NotFound(run)
        return gzip.decompress(body)

    async def document(self, campaign: Campaign) -> Document:
        """The applications that wait now, and the seats that are free: what a run freezes."""
        rules = await self._connection.fetchval(_RULES, campaign.rule_pack_id, campaign.rule_pack_version)
        programmes = await self._connection.fetch(_PROGRAMMES, campaign.id)
        head: Head = {
            "format": FORMAT,
            "campaign": str(campaign.id),
            "publicRandomness": "",
            "rulePack": rules,
            "programmes": [Programme(**dict(row)) for row in programmes],  # type: ignore[typeddict-item]
        }
        waiting = await self._connection.fetch(_WAITING, campaign.id)
        return make_document(head, _children(waiting, rules["order"]))

    async def by_ref(self, campaign: Campaign) -> dict[str, ApplicationId]:
        """The waiting applications by the pseudonyms of their children."""
        rows = await self._connection.fetch(_BY_REF, campaign.id)
        return {row["child_ref"]: row["id"] for row in rows}


class SeedUnreadable(Exception):
    """A seed was sealed with another secret: start the service with the one it was sealed with."""


def _children(rows: list[Any], order: Collection[OrderKey]) -> Iterator[Child]:
    for row in rows:
        yield {
            "ref": row["child_ref"],
            "registeredAt": instant(row["submitted_at"]),
            "choices": list(row["choices"]),
            "claims": row["claims"],
            "catchment": list(row["catchment"]),
            "distance": {plan: published(metres, order) for plan, metres in row["distance"].items()},
        }


def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"bilim allocation seed").derive(secret.encode()))
