"""Shows a policy as the table that people discuss: actions down, roles across, and how far each scope reaches."""

from chassis.identity.grants import ROLES
from chassis.identity.policy.table import Policy


def as_markdown(policy: Policy) -> str:
    """The policy as one Markdown table a resource, under its description, and the SQL of its scopes below."""
    paragraphs = [_paragraph(policy, name) for name in policy.resources]
    return "\n\n".join([f"# Who may do what in {policy.service}", *paragraphs]) + "\n"


def _paragraph(policy: Policy, name: str) -> str:
    resource = policy.resources[name]
    roles = [role for role in ROLES if any(role in row for row in resource.rows.values())]
    lines = [f"## {name}", "", resource.description, "", _line("", roles), _line("---", ["---"] * len(roles))]
    for action, row in resource.rows.items():
        cells = ["; ".join(map(str, row.get(role, ()))) or "–" for role in roles]
        lines.append(_line(f"`{action}`", cells))
    conditions = [
        f"* {scope.name}: `{' '.join(condition.split())}`" for scope, condition in resource.conditions.items()
    ]
    if conditions:
        lines += ["", *conditions]
    return "\n".join(lines)


def _line(head: str, cells: list[str]) -> str:
    return f"| {' | '.join([head, *cells])} |"
