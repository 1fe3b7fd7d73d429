"""Whichever service is restored from a backup that still knew the forgotten, all four have forgotten them again."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from chassis.events.registry import Registry
from chassis.events.snapshots import Snapshots
from chassis.ids import new_id
from chassis.testing.canaries import BORN, NAME, canaries_in
from chassis.testing.databases import Database, administrator, create_database
from chassis.testing.surroundings import Surroundings, anybody, surroundings
from contracts.catalogue import everything, published_by
from enrollment.domain.ids import DistrictId, RegionId, SchoolId
from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind
from enrollment.domain.reference import District, School
from enrollment.usecases.copy_district import copy_district
from enrollment.usecases.copy_school import copy_school
from enrollment.usecases.erase_person import ErasePerson, erase_person
from enrollment.usecases.register_guardian import RegisterGuardian, register_guardian
from training.domain.ids import DistrictId as StaffDistrictId
from training.domain.ids import SchoolId as StaffSchoolId
from training.domain.ids import TeacherId
from training.domain.order import Order as StaffOrder
from training.domain.reference import School as StaffSchool
from training.domain.teacher import StaffCategory
from training.usecases.copy_school import copy_school as copy_staff_school
from training.usecases.erase_staff import EraseStaff, erase_staff
from training.usecases.record_staff_left import RecordStaffLeft, record_staff_left
from training.usecases.register_staff import RegisterStaff, register_staff

SERVICES = ("inventory", "enrollment", "ejournal", "training")
TODAY = date(2026, 11, 20)
REGISTRY = Registry(everything(), public_url="http://bilim.test")


@dataclass
class Ledger:
    """One service: its database, and how far it has heard the others, which goes back with a backup."""

    database: Database
    opened: Surroundings[Any]
    closing: AsyncExitStack
    heard: dict[str, int] = field(default_factory=dict)


@dataclass
class Platform:
    """Four services that hear one another, event by event, and can be restored one by one."""

    ledgers: dict[str, Ledger]
    backups: dict[str, tuple[Database, dict[str, int]]] = field(default_factory=dict)

    async def open(self, service: str, database: Database, heard: dict[str, int]) -> None:
        """Opens a service on a database."""
        stack, made = AsyncExitStack(), import_module(f"{service}.app").SERVICE
        message_of = import_module(f"{service}.messaging.published").message_of
        opened = await stack.enter_async_context(
            surroundings(database, made.unit, message_of, published_by(service))
        )
        self.ledgers[service] = Ledger(database, opened, stack, heard)

    def work(self, service: str) -> Any:
        """A service's transactions."""
        return self.ledgers[service].opened.work

    async def talk(self) -> None:
        """Everybody hears everybody, until nobody has anything to say."""
        while any([await self._hear(service) for service in SERVICES]):
            pass

    async def _hear(self, service: str) -> int:
        ledger, applied = self.ledgers[service], 0
        for subscription in import_module(f"{service}.messaging.consumed").HEARS:
            told = await self.ledgers[subscription.owner].opened.pool.fetch(
                "select id, type, payload from outbox where id > $1 order by id",
                ledger.heard.get(subscription.owner, 0),
            )
            for row in told:
                await self._apply(service, subscription, row["type"], row["payload"])
                ledger.heard[subscription.owner] = row["id"]
                applied += 1
        return applied

    async def _apply(self, service: str, subscription: Any, name: str, payload: bytes) -> None:
        handler = subscription.handlers.get(name)
        if handler is not None and not name.startswith("bilim.inventory.Webhook"):
            await handler(REGISTRY.named(name).message.FromString(payload), self.work(service))

    async def back_up(self, service: str) -> None:
        """Copies a database while nobody is in it."""
        ledger, heard = self.ledgers[service], dict(self.ledgers[service].heard)
        await ledger.closing.aclose()
        copy = await _copy(ledger.database, service, "backup")
        self.backups[service] = (copy, dict(heard))
        await self.open(service, ledger.database, heard)

    async def restore(self, service: str) -> None:
        """Goes back to the backup; its log is another one now, so the others read its states, as they do then."""
        await self.ledgers[service].closing.aclose()
        database, heard = self.backups[service]
        await self.open(service, database, heard)
        snapshots = import_module(f"{service}.persistence.snapshots").SNAPSHOTS
        states = Snapshots(self.ledgers[service].opened.pool, snapshots, service=service, registry=REGISTRY)
        head = await self.ledgers[service].opened.pool.fetchval("select coalesce(max(id), 0) from outbox")
        for other in SERVICES:
            for subscription in import_module(f"{other}.messaging.consumed").HEARS:
                if subscription.owner == service and other != service:
                    await self._read_states(other, subscription, states)
                    self.ledgers[other].heard[service] = head

    async def _read_states(self, service: str, subscription: Any, states: Snapshots) -> None:
        for name in states.declared:
            for event in (await states.page(name, after=None)).events:
                await self._apply(service, subscription, event.type, event.payload)

    async def canaries(self) -> dict[str, set[tuple[str, str]]]:
        """Where names sit, by service."""
        found = {}
        for service, ledger in self.ledgers.items():
            async with administrator(ledger.database.owner_url) as owner:
                found[service] = await canaries_in(owner)
        return found


async def _copy(database: Database, service: str, what: str) -> Database:
    name = f"{database.name}_{what}"
    server = database.owner_url.replace(f"/{database.name}", "/postgres").replace(
        f"{service}_owner", "postgres"
    )
    async with administrator(server) as connection:
        roles = {"owner": f"{service}_owner", "app": f"{service}_app"}
        await create_database(connection, name, template=database.name, **roles)
    return Database.on(server, service, name=name)


@dataclass(frozen=True)
class People:
    """One of each kind."""

    pupil: UUID
    applicant: UUID
    guardian: UUID
    teacher: TeacherId


@pytest_asyncio.fixture
async def platform(templates: Any) -> AsyncIterator[Platform]:
    """Four services on migrated databases."""
    made = Platform({})
    for service in SERVICES:
        await made.open(service, await templates.copy(service), {})
    yield made
    for ledger in made.ledgers.values():
        await ledger.closing.aclose()


@pytest_asyncio.fixture
async def people(platform: Platform) -> People:
    """They are told of everywhere."""
    school, district = SchoolId(new_id()), DistrictId(new_id())
    work, staff = platform.work("enrollment"), platform.work("training")
    await copy_district(District(district, RegionId(new_id())), work=work)
    await copy_school(School(school, district, "Europe/Moscow"), work=work)
    await copy_staff_school(StaffSchool(StaffSchoolId(school), StaffDistrictId(district)), work=staff)
    guardian = await register_guardian(
        RegisterGuardian(school, NAME), work=work, permit=anybody, new_id=new_id
    )
    teacher = await register_staff(
        RegisterStaff([StaffSchoolId(school)], NAME, StaffCategory.TEACHER),
        work=staff,
        permit=anybody,
        new_id=new_id,
    )
    await record_staff_left(
        RecordStaffLeft(teacher, StaffSchoolId(school), TODAY), work=staff, permit=anybody
    )
    pupil = await _pupil(platform, school)
    applicant = new_id()
    await platform.ledgers["enrollment"].opened.pool.execute(
        "insert into child (id, display_name, sort_key, birth_date, area, registered_by)"
        " values ($1, $2, $3, $4, $2, $5)",
        *(applicant, NAME, {"ru": NAME}, date.fromisoformat(BORN), guardian),
    )
    await platform.talk()
    return People(pupil, applicant, guardian, teacher)


async def _pupil(platform: Platform, school: SchoolId) -> UUID:
    enrol = import_module("enrollment.usecases.enrol_student")
    years = import_module("ejournal.usecases.open_academic_year")
    await years.open_academic_year(
        years.OpenAcademicYear("2026-27", date(2026, 9, 1), date(2027, 8, 31)),
        work=platform.work("ejournal"),
        permit=anybody,
        new_id=new_id,
    )
    await platform.talk()
    year = await platform.ledgers["enrollment"].opened.pool.fetchval("select id from academic_year")
    order = {"order_number": "1", "order_date": TODAY, "enrolled_on": date(2026, 9, 1)}
    command = enrol.EnrolStudent(
        school=school,
        display_name=NAME,
        birth_date=date(2019, 3, 14),
        grade=1,
        language="ru",
        academic_year=year,
        **order,
    )
    pupil: UUID = await enrol.enrol_student(
        command, work=platform.work("enrollment"), permit=anybody, new_id=new_id
    )
    return pupil


async def forget(platform: Platform, people: People) -> None:
    """All four by order."""
    for person, kind in (
        (people.pupil, PersonKind.STUDENT),
        (people.applicant, PersonKind.APPLICANT),
        (people.guardian, PersonKind.GUARDIAN),
    ):
        await erase_person(
            ErasePerson(person, kind, Order("9", TODAY)),
            work=platform.work("enrollment"),
            permit=anybody,
            today=lambda _zone: TODAY,
        )
    await erase_staff(
        EraseStaff(people.teacher, StaffOrder("9", TODAY)),
        work=platform.work("training"),
        permit=anybody,
        today=lambda: TODAY,
    )
    await platform.talk()


@pytest.mark.parametrize("service", SERVICES)
async def test_the_forgotten_stay_forgotten(platform: Platform, people: People, service: str) -> None:
    knew = {name for name, found in (await platform.canaries()).items() if found}
    assert knew == {"enrollment", "ejournal", "training"}
    await platform.back_up(service)
    await forget(platform, people)
    assert not any((await platform.canaries()).values())

    await platform.restore(service)
    # Inventory never knew a name: it has nothing to bring back.
    assert bool((await platform.canaries())[service]) is (service != "inventory")
    await platform.talk()

    assert not any((await platform.canaries()).values())
