"""What an allocation run refuses, by name."""

from dataclasses import dataclass

from enrollment.domain.refusals import Refusal


@dataclass(eq=False)
class SamePerson(Refusal):
    """A run is made and confirmed by two persons."""

    code = "SAME_PERSON"


@dataclass(eq=False)
class CommitmentReused(Refusal):
    """A run that is made again has a new seed."""

    code = "COMMITMENT_REUSED"
    field = "seedCommitment"


@dataclass(eq=False)
class SeedNotCommitted(Refusal):
    """The seed is not the one that was committed to."""

    code = "SEED_NOT_COMMITTED"
    field = "seed"


@dataclass(eq=False)
class RunPending(Refusal):
    """A campaign has one run under way at a time."""

    code = "RUN_PENDING"


@dataclass(eq=False)
class CommittedTooLate(Refusal):
    """The seed is committed to before the wave closes; else it could be chosen by who applied."""

    code = "COMMITTED_TOO_LATE"


@dataclass(eq=False)
class RandomnessMalformed(Refusal):
    """Public randomness is lower-case hex of an even number of digits, possibly none."""

    code = "RANDOMNESS_MALFORMED"
    field = "publicRandomness"


@dataclass(eq=False)
class RandomnessNotAsAnnounced(Refusal):
    """Public randomness is drawn exactly where its source was named before the wave closed."""

    code = "RANDOMNESS_NOT_AS_ANNOUNCED"
    field = "publicRandomness"
    source: str
