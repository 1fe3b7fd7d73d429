"""The audit's tables: written by everyone, changed by nobody, sealed by `work`."""

NAMES = "read_audit, change_audit, audit_seal"

_SEALS = """create table audit_seal (
    number bigint primary key,
    sealed_at timestamptz not null,
    leaves integer not null check (leaves > 0),
    root bytea not null,
    chained bytea not null)"""
_READS = """create table read_audit (
    id uuid primary key,
    at timestamptz not null,
    reader text not null,
    roles text[] not null,
    purpose text,
    operation text not null,
    request_id text not null,
    children uuid[] not null,
    seal bigint references audit_seal)"""
_CHANGES = """create table change_audit (
    id uuid primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    aggregate text not null,
    aggregate_id uuid not null,
    number integer not null check (number > 0),
    request_id text not null,
    detail jsonb not null,
    hash bytea not null,
    seal bigint references audit_seal,
    unique (aggregate, aggregate_id, number))"""
_IS_FINAL = """create function audit_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only' using errcode = 'insufficient_privilege';
end $$"""
_FINAL = """create trigger {table}_is_final before update on {table} for each row
    when (old.seal is not null or (to_jsonb(new) - 'seal') <> (to_jsonb(old) - 'seal'))
    execute function audit_is_final()"""

STATEMENTS = (
    _SEALS,
    _READS,
    "create index read_audit_seal on read_audit (seal, id)",
    "create index read_audit_children on read_audit using gin (children)",
    _CHANGES,
    "create index change_audit_seal on change_audit (seal, id)",
    _IS_FINAL,
    _FINAL.format(table="read_audit"),
    _FINAL.format(table="change_audit"),
)
"""What makes the tables, as their owner."""


def closed_to(app_role: str) -> tuple[str, ...]:
    """Statements after which the application may add entries and mark them as sealed, no more; repeatable."""
    return (
        f'revoke all on {NAMES} from "{app_role}"',
        f'grant select, insert on {NAMES} to "{app_role}"',
        f'grant update (seal) on read_audit, change_audit to "{app_role}"',
    )
