"""`python -m <service> verify-audit`: the whole audit read again, told in one sentence."""

from chassis.audit.verify import AuditReport, verify_audit
from chassis.database.pool import open_pool
from chassis.service import Service, U
from chassis.settings import platform_settings

_PATIENCE_MS = 10 * 60 * 1000
SOUND, CHANGED = 0, 1


async def verify_audit_of(service: Service[U]) -> tuple[str, int]:
    """What is to be said of a service's audit, and the exit code."""
    url = service.database_url(service.settings(), platform_settings())
    application = f"{service.name} verify-audit"
    async with (
        await open_pool(url, application=application, size=1, statement_timeout_ms=_PATIENCE_MS) as pool,
        pool.acquire() as connection,
    ):
        report = await verify_audit(connection)
    return sentence(report), SOUND if report.is_sound else CHANGED


def sentence(report: AuditReport) -> str:
    """The report for a person; the head is what to keep elsewhere."""
    if report.is_sound:
        return (
            f"{report.entries} entries under {report.seals} seals, and every chain of changes, are what was written;"
            f" head {report.head.hex()}"
        )
    more = f", and {len(report.faults) - 1} more" if len(report.faults) > 1 else ""
    return f"the audit was changed: {report.faults[0]}{more}"
