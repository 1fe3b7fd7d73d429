"""What an operator does with a service's webhooks at a terminal: see them, hold one, let it go on, change the keys."""

from collections.abc import Sequence
from uuid import UUID

from chassis.database.pool import Pool
from chassis.events.webhooks.keys import sealer_of
from chassis.events.webhooks.sealing import Sealer
from chassis.events.webhooks.store import Stopped, Webhooks
from chassis.settings import PlatformSettings

ACTIONS = {
    "list": "every webhook, where it stands and what it is owed",
    "pause": "send nothing to one, whatever its owner wishes",
    "resume": "let one go on where it ended",
    "reseal": "seal all secrets with the newest key",
}
_HELD = "An operator holds it."


class NoSuchWebhook(Exception):
    """The text says what was asked for."""


async def run_command(
    pool: Pool, platform: PlatformSettings, action: str, webhook: UUID | None, *, sealed: Sequence[str]
) -> str:
    """Does one of ACTIONS; what to print. `sealed` are the tables whose `secrets` are sealed.

    Raises NoSuchWebhook.
    """
    sealer = sealer_of(platform)
    webhooks = Webhooks(pool, sealer)
    match action:
        case "list":
            return await _listed(webhooks)
        case "reseal":
            return f"{await _reseal(pool, sealer, sealed)} rows sealed anew\n"
    if webhook is None:
        raise NoSuchWebhook(f"Say which webhook to {action}: its id stands in the list.")
    known = (
        await webhooks.stop(webhook, Stopped.HELD, reason=_HELD)
        if action == "pause"
        else await webhooks.go_on(webhook)
    )
    if not known:
        raise NoSuchWebhook(f"There is no webhook {webhook}.")
    return await _listed(webhooks)


async def _listed(webhooks: Webhooks) -> str:
    rows = await webhooks.all()
    lines = [
        f"{row['id']}  {row['state']:8}  position {row['position']}  owed {row['owed']}  {row['url']}"
        f"{'  ' + row['reason'] if row['reason'] else ''}\n"
        for row in rows
    ]
    return "".join(lines) or "no webhooks\n"


async def _reseal(pool: Pool, sealer: Sealer, tables: Sequence[str]) -> int:
    changed = 0
    for table in tables:
        for row in await pool.fetch(f'select id, secrets from "{table}"'):  # noqa: S608 - names of our own
            renewed = [
                {**each, "sealed": sealer.renewed(each["sealed"], of=str(row["id"]))}
                for each in row["secrets"]
            ]
            if renewed != row["secrets"]:
                # Only if nobody rotated it meanwhile.
                done = await pool.execute(
                    f'update "{table}" set secrets = $2 where id = $1 and secrets = $3',  # noqa: S608 - as above
                    row["id"],
                    renewed,
                    row["secrets"],
                )
                changed += done == "UPDATE 1"
    return changed
