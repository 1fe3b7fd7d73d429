"""Where exports of records live."""

from enrollment.graphql.personal.types import PersonExport
from enrollment.policy import READS
from readplan import bind
from readplan.binding import Roots

person_export = bind(PersonExport, "person_export", visible=READS["PersonExport"], about="person_id")


def look_up(root: Roots) -> None:
    """The root field."""
    root.one("person_export", PersonExport)


BINDINGS = (person_export,)
