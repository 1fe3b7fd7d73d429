"""What the test register lets people ask."""
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import strawberry

from readplan import (
    Connection,
    DateFilter,
    EnumFilter,
    IDFilter,
    IntFilter,
    StringFilter,
    all_of,
    any_of,
    by,
    connection,
    planned,
    ref,
)
from readplan.errors import Refused

Locale = Annotated[str | None, strawberry.argument(description="The language.")]
Day = Annotated[date | None, strawberry.argument(description="The day.")]


def said(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.enum(description="What a school teaches.")
class SchoolKind(Enum):
    PRIMARY = "primary"
    SECONDARY = "secondary"


@strawberry.enum(description="Orders of schools.")
class SchoolSort(Enum):
    CODE = "code"
    NAME = "name"
    FOUNDED = "founded"


@strawberry.enum(description="Orders of pupils.")
class PupilSort(Enum):
    NAME = "name"
    BORN = "born"


@strawberry.input(description="Which schools.")
class SchoolFilter:
    kind: EnumFilter[SchoolKind] | None = by("Kind.")
    code: StringFilter | None = by("Code.")
    name: StringFilter | None = by("Name.")
    founded: IntFilter | None = by("Year.")
    district_id: IDFilter | None = by("District.")
    and_: list[SchoolFilter] | None = all_of()
    or_: list[SchoolFilter] | None = any_of()


@strawberry.input(description="Which pupils.")
class PupilFilter:
    id: IDFilter | None = by("Id.")
    born: DateFilter | None = by("Born.")
    name: StringFilter | None = by("Name.")


@strawberry.federation.type(keys=["id", "code"], description="A district.")
class District:
    id: strawberry.ID = said("Id.")
    code: str = said("Code.")
    region: str | None = said("Region.")
    schools: Connection[School] = connection(description="Schools.", filter=SchoolFilter, order=SchoolSort)

    @planned(description="Name.")
    def name(self, locale: Locale = None) -> str: ...


@strawberry.type(description="Figures of a school.")
class Figures:
    pupils: int = said("Pupils.")
    born_late: int | None = said("Born after 2010, null when there are no pupils.")


@strawberry.type(description="An address.")
class Address:
    street: str | None = said("Street.")
    house: str | None = said("House.")


@strawberry.federation.type(keys=["id", "code", "districtId founded"], description="A school.")
class School:
    id: strawberry.ID = said("Id.")
    code: str = said("Code.")
    kind: SchoolKind = said("Kind.")
    founded: int | None = said("Year.")
    district_id: strawberry.ID = said("District's id.")
    budget: Decimal | None = said("Budget.")
    opened_at: datetime | None = said("Opened.")
    extra: strawberry.scalars.JSON | None = said("Whatever else.")
    tags: list[str] = said("Tags.")
    district: District = said("District.")
    head: Pupil | None = said("Head pupil.")
    classes: list[Form] = said("Classes.")
    pupils: Connection[Pupil] = connection(description="Pupils.", filter=PupilFilter, order=PupilSort)
    figures: Figures | None = said("Figures.")
    address: Address | None = said("Address.")
    crowded: bool | None = said("Crowded.")
    rating: float | None = said("Rating.")
    things: list[Thing] = said("Things.")

    @planned(description="Name.")
    def name(self, locale: Locale = None) -> str: ...

    @planned(description="Pupils born before a day.")
    def pupil_count(self, before: Day = None) -> int | None: ...


@strawberry.federation.type(keys=["id"], description="A class.")
class Form:
    id: strawberry.ID = said("Id.")
    grade: int = said("Grade.")
    letter: str = said("Letter.")
    school: School | None = said("School.")
    pupils: list[Pupil] = said("Pupils placed now.")
    pupil_page: Connection[Pupil] = connection(description="Pupils placed now.", order=PupilSort)


@strawberry.federation.type(keys=["id"], description="A pupil.")
class Pupil:
    id: strawberry.ID = said("Id.")
    name: str | None = said("Name.")
    born: date | None = said("Born.")
    school: School = said("School.")
    marks: list[Mark] = said("Marks.")
    owns: list[Thing] = said("Owned things.")

    @planned(description="The class on a day.", name="class")
    def class_(self, on_date: Day = None) -> Form | None: ...


@strawberry.type(description="A mark.")
class Mark:
    id: strawberry.ID = said("Id.")
    value: int = said("Value.")
    subject: str = said("Subject.")
    given_on: date = said("Day.")


@strawberry.interface(description="A thing of a school.")
class Thing:
    id: strawberry.ID = said("Id.")
    label: str = said("Label.")


@strawberry.type(description="A computer.")
class Computer(Thing):
    memory: int | None = said("Memory.")
    owner: Owner | None = said("Owner.")


@strawberry.type(description="A book.")
class Book(Thing):
    author: str | None = said("Author.")


Owner = Annotated[School | Pupil, strawberry.union("Owner", description="Who owns a thing.")]


@strawberry.federation.type(keys=["id"], description="A person another service owns.")
class Teacher:
    id: strawberry.ID = said("Id.")
    form_count: int | None = said("Classes led.")
    forms: list[Form] = said("Classes led.")


@strawberry.type(description="Who asks.")
class Viewer:
    name: str = said("Name.")
    grants: list[str] = said("Grants.")


@strawberry.type(description="Everything that may be asked.")
class Query:
    schools: Connection[School] = connection(description="Schools.", filter=SchoolFilter, order=SchoolSort)
    districts: list[District] = said("Districts.")
    viewer: Viewer | None = said("Who asks.")
    things: list[Thing] = said("Things.")

    @planned(description="A school.")
    def school(self, id: strawberry.ID | None = None, code: str | None = None) -> School | None: ...

    @planned(description="A pupil.")
    def pupil(self, id: strawberry.ID) -> Pupil | None: ...

    @planned(description="A class.", name="class")
    def class_(self, id: strawberry.ID) -> Form | None: ...


@strawberry.interface(description="A refusal.")
class UserError:
    code: str = said("Code.")
    message: str = said("Message.")


@strawberry.type(description="Renamed to nothing.")
class EmptyName(UserError):
    given: str = said("What was given.")


@strawberry.type(description="What became of it.")
class RenamePayload:
    school: School | None = said("The school.")
    touched: list[School | None] = said("All.")
    user_errors: list[UserError] = said("Refusals.")


@strawberry.type(description="Changes.")
class Mutation:
    @strawberry.mutation(description="Rename.")  # type: ignore[untyped-decorator]
    async def rename(self, info: strawberry.Info, id: strawberry.ID, name: str) -> RenamePayload:
        if not name:
            return RenamePayload(
                school=None, touched=[], user_errors=[EmptyName(code="EMPTY", message="Empty.", given=name)]
            )
        await info.context.pool.execute(
            "update school set name = jsonb_build_object('ru', $2::text) where id = $1::uuid", id, name
        )
        school = ref(School, id=id)
        return RenamePayload(school=school, touched=[school], user_errors=[])


@strawberry.type(description="News.")
class Renamed:
    school: School | None = said("The school.")
    position: str = said("Where in the log.")


@strawberry.type(description="What may be followed.")
class Subscription:
    @strawberry.subscription(description="Renamed schools.")  # type: ignore[untyped-decorator]
    async def renamed(
        self, info: strawberry.Info, ids: list[strawberry.ID], until: str | None = None
    ) -> AsyncIterator[Renamed]:
        try:
            for number, one in enumerate(ids):
                yield Renamed(school=ref(School, id=one), position=str(number))
            if until == "denied":
                raise Refused("DENIED", "No longer.")
        finally:
            if isinstance(info.context, list):
                info.context.append("closed")


ENTITIES = [District, School, Form, Pupil, Teacher, Mark, Computer, Book, EmptyName]
schema = strawberry.federation.Schema(
    query=Query, mutation=Mutation, subscription=Subscription, types=ENTITIES
)
