"""A second parent follows the child's application for as long as the office says that he answers for the child."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from devhost.screens import over_sse, over_websocket

POSITION = "subscription($id: ID!) { positionChanged(applicationId: $id) { choices { position } } }"
READ = "query($id: ID!) { application(id: $id) { id } }"
# What conftest.py makes, here by its shape: tests of this folder are no package.
District = Any


def applied(district: District) -> tuple[str, Any, Any]:
    """Amina's application, her mother, and a father who answers for another child as yet."""
    campaign = district.campaign()
    mother, father = district.family(), district.family("Тимур")
    return district.applies(mother, campaign, [district.seats(campaign, 1)]), mother, father


def sees(district: District, who: Any, application: str) -> bool:
    return district.ask(who, READ, id=application)["data"]["application"] is not None


def answers(district: District, verb: str, mother: Any, father: Any, **more: str) -> None:
    given = {"childId": mother.child, "guardianId": father.guardian, **more}
    district.does("director", verb, "child { id }", **given)


async def counted(screen: Callable[..., Any]) -> int:
    """The position, once the queue has taken in what was applied for."""
    while (position := (await screen())["data"]["positionChanged"]["choices"][0]["position"]) is None:
        pass
    return int(position)


@pytest.mark.parametrize("screen", [over_sse, over_websocket])
async def test_he_sees_it_while_he_is_linked_and_his_screen_goes_dark_when_he_is_not(
    district: District, screen: Callable[..., Any]
) -> None:
    application, mother, father = await asyncio.to_thread(applied, district)
    url = district.platform.url()
    before = await asyncio.to_thread(sees, district, father, application)

    await asyncio.to_thread(lambda: answers(district, "linkChildGuardian", mother, father, kind="PARENT"))
    meanwhile = await asyncio.to_thread(sees, district, father, application)
    async with (
        screen(url, father.token, POSITION, id=application) as at_his,
        screen(url, mother.token, POSITION, id=application) as at_hers,
    ):
        first = [await counted(at_his), await counted(at_hers)]
        await asyncio.to_thread(answers, district, "unlinkChildGuardian", mother, father)
        last = await at_his()
        ended = await at_his()
    after = [await asyncio.to_thread(sees, district, who, application) for who in (father, mother)]

    assert (before, meanwhile, after) == (False, True, [False, True])
    assert first == [1, 1]
    assert [error["extensions"]["code"] for error in last["errors"]] == ["NOT_FOUND"]
    assert ended is None
