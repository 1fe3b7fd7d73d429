"""A campaign: the waves in which families apply for the places of a district, and what is happening now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.applying_refusals import (
    AgesReversed,
    ApplicationsLocked,
    CampaignNotApproved,
    CampaignUnderWay,
    CategoryUnknown,
)
from enrollment.domain.admission.ids import CampaignId
from enrollment.domain.admission.refusals import (
    NoFurtherWave,
    NotEligibleInWave,
    NoWaves,
    OutsideWave,
    WrongState,
)
from enrollment.domain.allocation.shapes import CATCHMENT
from enrollment.domain.ids import AcademicYearId, DistrictId


class CampaignKind(StrEnum):
    """What the places are."""

    KINDERGARTEN = "KINDERGARTEN"
    GRADE_1 = "GRADE_1"
    TRANSFER = "TRANSFER"
    CAMP = "CAMP"


class CampaignState(StrEnum):
    """Where a campaign is."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    WAVE_OPEN = "WAVE_OPEN"
    WAVE_CLOSED = "WAVE_CLOSED"
    ALLOCATING = "ALLOCATING"
    OFFERING = "OFFERING"
    FINALISED = "FINALISED"
    ARCHIVED = "ARCHIVED"


@dataclass(frozen=True, slots=True)
class Wave:
    """One term of submission. `eligible` names the categories it is for, CATCHMENT among them; None means all."""

    opens: datetime
    closes: datetime
    eligible: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class CampaignPublished:
    """Everybody may know when and by which rules families apply."""

    campaign_id: CampaignId
    kind: CampaignKind
    district_id: DistrictId
    academic_year_id: AcademicYearId
    rule_pack_id: str
    rule_pack_version: int
    waves: tuple[Wave, ...]


@dataclass(frozen=True, slots=True)
class WaveOpened:
    """Families may apply."""

    campaign_id: CampaignId
    wave_no: int
    at: datetime


@dataclass(frozen=True, slots=True)
class WaveClosed:
    """Nothing more is submitted in this wave."""

    campaign_id: CampaignId
    wave_no: int
    applications: int
    at: datetime


@dataclass(eq=False)
class Campaign:
    """A campaign under one version of a rule pack; waves count from 1, and 0 is before the first.

    `categories` are those that its families may claim; who is rejected may appeal for `appeal_days` days.
    """

    id: CampaignId
    rule_pack_id: str
    rule_pack_version: int
    waves: tuple[Wave, ...]
    kind: CampaignKind = field(kw_only=True)
    district_id: DistrictId = field(kw_only=True)
    academic_year_id: AcademicYearId = field(kw_only=True)
    categories: frozenset[str] = field(kw_only=True)
    ages: Ages = field(kw_only=True)
    appeal_days: int = field(kw_only=True, default=10)
    state: CampaignState = CampaignState.DRAFT
    approved_at: datetime | None = None
    wave_no: int = 0
    events: list[Any] = field(default_factory=list)

    def gives_the_kind_of(self, other: "Campaign") -> bool:
        """Whether both give places of one kind, of which a child holds one."""
        return _PLACES.get(self.kind, self.kind) is _PLACES.get(other.kind, other.kind)

    def check_in_order(self) -> None:
        """Refuses a campaign whose waves do not follow one another, or that names what its rules do not have."""
        moments = [moment for wave in self.waves for moment in (wave.opens, wave.closes)]
        if not moments or sorted(set(moments)) != moments:
            raise NoWaves
        if self.ages.youngest > self.ages.oldest:
            raise AgesReversed
        named = frozenset[str]().union(*(wave.eligible or () for wave in self.waves))
        self.check_categories(named - {CATCHMENT})

    def approve(self, *, at: datetime) -> None:
        """Finds a draft good, in the region's name. Refuses what is approved already."""
        self._must_be(CampaignState.DRAFT)
        if self.approved_at is not None:
            raise WrongState("APPROVED", CampaignState.DRAFT)
        self.approved_at = at

    def publish(self) -> None:
        """Makes it known. Refuses a draft that the region has not approved."""
        self._must_be(CampaignState.DRAFT)
        if self.approved_at is None:
            raise CampaignNotApproved
        self.check_in_order()
        self.state = CampaignState.PUBLISHED
        self.events.append(
            CampaignPublished(
                campaign_id=self.id,
                kind=self.kind,
                district_id=self.district_id,
                academic_year_id=self.academic_year_id,
                rule_pack_id=self.rule_pack_id,
                rule_pack_version=self.rule_pack_version,
                waves=self.waves,
            )
        )

    def check_categories(self, claimed: Iterable[str]) -> None:
        """Refuses a category that the rule pack does not have; a catchment is lived in and never claimed."""
        for category in claimed:
            if category not in self.categories:
                raise CategoryUnknown(category)

    def open_wave(self, *, at: datetime) -> None:
        """Opens the next wave. Refuses before its day, and after the last one."""
        self._must_be(CampaignState.PUBLISHED, CampaignState.OFFERING)
        if self.wave_no == len(self.waves):
            raise NoFurtherWave
        if at < self.waves[self.wave_no].opens:
            raise OutsideWave
        self.wave_no += 1
        self.state = CampaignState.WAVE_OPEN
        self.events.append(WaveOpened(self.id, self.wave_no, at))

    def close_wave(self, *, at: datetime, applications: int = 0) -> None:
        """Closes the open wave, to which so many applications came."""
        self._must_be(CampaignState.WAVE_OPEN)
        self.state = CampaignState.WAVE_CLOSED
        self.events.append(WaveClosed(self.id, self.wave_no, applications, at))

    def check_submission(self, held: Collection[str], *, at: datetime) -> None:
        """Refuses a submission outside the open wave, or by a family that this wave is not for."""
        if self.state is not CampaignState.WAVE_OPEN:
            raise OutsideWave
        wave = self.waves[self.wave_no - 1]
        if not wave.opens <= at < wave.closes:
            raise OutsideWave
        self.check_eligible(held)

    def check_eligible(self, held: Collection[str]) -> None:
        """Refuses a family that the open wave is not for; between waves there is nobody whom it could pass."""
        if self.state is not CampaignState.WAVE_OPEN:
            return
        eligible = self.waves[self.wave_no - 1].eligible
        if eligible is not None and eligible.isdisjoint(held):
            raise NotEligibleInWave(self.wave_no)

    @property
    def is_changeable(self) -> bool:
        """Whether what was submitted may still be changed."""
        return self.state not in _LOCKED

    def check_changeable(self) -> None:
        """Refuses a change of what was submitted once places are given by it."""
        if not self.is_changeable:
            raise ApplicationsLocked(self.state)

    def allocate(self) -> None:
        """Begins to allocate the places of the closed wave."""
        self._step(CampaignState.WAVE_CLOSED, CampaignState.ALLOCATING)

    def offer(self) -> None:
        """Begins to offer the allocated places."""
        self._step(CampaignState.ALLOCATING, CampaignState.OFFERING)

    def finalise(self, *, offers: int = 0, undecided: int = 0) -> None:
        """Ends it after the last wave that is held. Refuses while offers are open or applications are undecided."""
        self._must_be(CampaignState.OFFERING)
        if offers or undecided:
            raise CampaignUnderWay(offers, undecided)
        self.state = CampaignState.FINALISED

    def archive(self) -> None:
        """Puts it away."""
        self._step(CampaignState.FINALISED, CampaignState.ARCHIVED)

    def _step(self, before: CampaignState, after: CampaignState) -> None:
        self._must_be(before)
        self.state = after

    def _must_be(self, *states: CampaignState) -> None:
        if self.state not in states:
            raise WrongState(self.state, " or ".join(states))


# Whoever is transferred comes to a school as whoever begins there does.
_PLACES = {CampaignKind.TRANSFER: CampaignKind.GRADE_1}
_LOCKED = (CampaignState.ALLOCATING, CampaignState.FINALISED, CampaignState.ARCHIVED)
