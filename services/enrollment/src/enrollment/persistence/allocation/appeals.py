"""Appeals, and the rejections that nobody can appeal against any more."""

from datetime import date

from chassis.database import Connection
from chassis.work import Repository
from enrollment.domain.admission.appeal import Appeal
from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.refusals import NotFound
from enrollment.persistence.allocation.tables import AppealRow

# Both halves go by an index of what waits for its term alone: terms run for days, and this is asked every few seconds.
_LAPSED = """
select id from application where state = 'REJECTED' and appeal_until < $1
union all
select application.id from appeal join application on application.id = appeal.application_id
where appeal.state = 'DISMISSED' and appeal.instance = 1 and appeal.carry_on_until < $1
  and application.state = 'APPEALED'
limit $2
"""


class SqlAppeals(Repository[Appeal]):
    """See usecases/allocation/ports.py."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Appeal, AppealRow, missing=NotFound)

    async def lapsed(self, on: date, *, limit: int) -> list[ApplicationId]:
        """The applications whose last term was over before this day, and no instance has them."""
        return [row["id"] for row in await self._connection.fetch(_LAPSED, on, limit)]
