"""What a use case of enrollment may touch in one transaction."""

from collections.abc import Callable, Collection
from typing import Any

import asyncpg

from chassis.database import Connection
from chassis.work import Outgoing, Repository, Unit
from enrollment.domain.admission.allocation_run import AllocationRun
from enrollment.domain.admission.applying_refusals import (
    ChannelAllowed,
    ProposalPending,
    RulePackExists,
    SeatPlanExists,
)
from enrollment.domain.admission.child import ChildGuardian
from enrollment.domain.admission.job import Job
from enrollment.domain.admission.refusals import ApplicationExists, ChildRegisteredTwice
from enrollment.domain.admission.rule_pack import RegisteredPack
from enrollment.domain.admission.run_refusals import RunPending
from enrollment.domain.admission.seat_proposal import SeatProposal
from enrollment.domain.enrolment import Enrolment
from enrollment.domain.guardian import Guardian
from enrollment.domain.guardianship import Guardianship
from enrollment.domain.person_export import PersonExport
from enrollment.domain.reference import AcademicYear, District, School, SchoolClass
from enrollment.domain.refusals import AlreadyEnrolled, AlreadyGuardian, NotFound, Refusal
from enrollment.domain.student import Student
from enrollment.persistence import tables
from enrollment.persistence.admission.applications import Applications
from enrollment.persistence.admission.campaigns import Campaigns
from enrollment.persistence.admission.catchments import Catchments
from enrollment.persistence.admission.channels import Channels
from enrollment.persistence.admission.children import Children
from enrollment.persistence.admission.desk import Desk
from enrollment.persistence.admission.queue_facts import QueueFacts
from enrollment.persistence.admission.seat_plans import SeatPlans
from enrollment.persistence.admission.tables import ChildGuardianRow, RulePackRow, SeatProposalRow
from enrollment.persistence.allocation.appeals import SqlAppeals
from enrollment.persistence.allocation.offers import SqlOffers
from enrollment.persistence.allocation.queues import SqlQueues
from enrollment.persistence.allocation.runs import SqlRunFiles
from enrollment.persistence.allocation.tables import AllocationRunRow, JobRow
from enrollment.persistence.erasures import SqlErasures
from enrollment.persistence.person_records import SqlPersonRecords
from enrollment.persistence.placements import SqlPlacements
from enrollment.usecases.ports import Erasures, PersonRecords, Placements


class SqlEnrollmentUnit(Unit):
    """The aggregates of enrollment, and its copies of others', on one open transaction."""

    def __init__(self, connection: Connection, translate: Callable[[Any], Outgoing]) -> None:
        super().__init__(connection, translate)
        self.districts = Repository(connection, District, tables.DistrictRow, missing=NotFound, is_copy=True)
        self.schools = Repository(connection, School, tables.SchoolRow, missing=NotFound, is_copy=True)
        self.academic_years = Repository(
            connection, AcademicYear, tables.AcademicYearRow, missing=NotFound, is_copy=True
        )
        self.classes = Repository(connection, SchoolClass, tables.ClassRow, missing=NotFound, is_copy=True)
        self.students = Repository(connection, Student, tables.StudentRow, missing=NotFound)
        self.enrolments = Repository(connection, Enrolment, tables.EnrolmentRow, missing=NotFound)
        self.guardians = Repository(connection, Guardian, tables.GuardianRow, missing=NotFound)
        self.guardianships = Repository(connection, Guardianship, tables.GuardianshipRow, missing=NotFound)
        self.placements: Placements = SqlPlacements(connection)
        self.erasures: Erasures = SqlErasures(connection)
        self.person_records: PersonRecords = SqlPersonRecords(connection)
        self.person_exports = Repository(connection, PersonExport, tables.PersonExportRow, missing=NotFound)
        self.rule_packs = Repository(connection, RegisteredPack, RulePackRow, missing=NotFound)
        self.campaigns = Campaigns(connection)
        self.seat_plans = SeatPlans(connection)
        self.seat_proposals = Repository(connection, SeatProposal, SeatProposalRow, missing=NotFound)
        self.children = Children(connection)
        self.child_guardians = Repository(connection, ChildGuardian, ChildGuardianRow, missing=NotFound)
        self.channels = Channels(connection)
        self.applications = Applications(connection)
        self.desk = Desk(connection, self.applications)
        self.queue_facts = QueueFacts(connection, self.applications)
        self.catchments = Catchments(connection)
        self.runs = Repository(connection, AllocationRun, AllocationRunRow, missing=NotFound)
        self.run_files = SqlRunFiles(connection)
        self.queues = SqlQueues(connection)
        self.offers = SqlOffers(connection)
        self.appeals = SqlAppeals(connection)
        self.jobs = Repository(connection, Job, JobRow, missing=NotFound)

    def untold(self) -> Collection[str]:
        """Long work gets on without a word to other services; who asked for it follows it."""
        got_on = [str(each.id) for kind in (self.jobs, self.person_exports) for each in kind.written()]
        return {*super().untold(), *got_on}

    def refusal_of(self, violation: asyncpg.UniqueViolationError) -> Refusal | None:
        """Two requests at once can both pass a check; the database lets one of them do it."""
        refusal = _REFUSED_BY.get(violation.constraint_name or "")
        return None if refusal is None else refusal()


_REFUSED_BY: dict[str, Callable[[], Refusal]] = {
    "guardianship_open_once": AlreadyGuardian,
    "child_guardian_open_once": AlreadyGuardian,
    "channel_consent_open_once": ChannelAllowed,
    "rule_pack_once": RulePackExists,
    "seat_plan_once": SeatPlanExists,
    "seat_proposal_open_once": ProposalPending,
    "child_document_once": ChildRegisteredTwice,
    "application_active_once": ApplicationExists,
    "allocation_run_once": RunPending,
    "student_pkey": AlreadyEnrolled,
}
"""What each uniqueness of the tables stands for."""
