"""A guardian lets a channel act; who uses that, and when it ends, is in graphql/admission/test_channels.py."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from chassis.ids import new_id
from enrollment.domain.admission.applying_refusals import ChannelAllowed
from enrollment.domain.admission.ids import ContractId
from enrollment.domain.refusals import NotFound
from enrollment.usecases.admission.allow_channel import AllowChannel, allow_channel

from .office import Office

CONTRACT = """
insert into integrator_contract (id, client, topics, places, purpose, valid_from, valid_until, version)
values ($1, 'portal', '{}', null, 'applications', now() - interval '1 day', now() + interval '1 day', 1)
"""


async def allow(office: Office, contract: UUID) -> None:
    command = AllowChannel(office.mother, ContractId(contract))
    await allow_channel(command, **office.kit, new_id=new_id, today=lambda _zone: office.at.date())


async def test_a_channel_is_let_act_from_today_on_and_once(office: Office) -> None:
    contract = uuid4()
    await office.enrollment.pool.execute(CONTRACT, contract)

    await allow(office, contract)

    consent = await office.one("select guardian_id, contract_id, given_on, ended_on from channel_consent")
    assert tuple(consent.values()) == (office.mother, contract, office.at.date(), None)
    with pytest.raises(ChannelAllowed):
        await allow(office, contract)


async def test_there_is_no_channel_without_a_contract(office: Office) -> None:
    with pytest.raises(NotFound):
        await allow(office, uuid4())
