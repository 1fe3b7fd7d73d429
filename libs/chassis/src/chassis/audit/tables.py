"""The audit's tables, for a service's first migration: written by everyone, changed by nobody, sealed by `work`."""


def tables(app_role: str) -> str:
    """SQL that makes the tables; the application may add entries and mark them as sealed, no more."""
    return f"""
create table audit_seal (
    number bigint primary key,
    sealed_at timestamptz not null,
    leaves integer not null check (leaves > 0),
    root bytea not null,
    chained bytea not null
);
create table read_audit (
    id uuid primary key,
    at timestamptz not null,
    reader text not null,
    roles text[] not null,
    purpose text,
    operation text not null,
    request_id text not null,
    children uuid[] not null,
    seal bigint references audit_seal
);
create index read_audit_unsealed on read_audit (id) where seal is null;
create index read_audit_children on read_audit using gin (children);
create table change_audit (
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
    unique (aggregate, aggregate_id, number)
);
create index change_audit_unsealed on change_audit (id) where seal is null;
create function audit_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger read_audit_is_final before update on read_audit for each row
    when (old.seal is not null or (to_jsonb(new) - 'seal') <> (to_jsonb(old) - 'seal'))
    execute function audit_is_final();
create trigger change_audit_is_final before update on change_audit for each row
    when (old.seal is not null or (to_jsonb(new) - 'seal') <> (to_jsonb(old) - 'seal'))
    execute function audit_is_final();
grant select, insert on audit_seal, read_audit, change_audit to "{app_role}";
grant update (seal) on read_audit, change_audit to "{app_role}";
"""
