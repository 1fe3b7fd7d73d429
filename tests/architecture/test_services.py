"""Who knows one service knows them all: the same names in the same places."""

import ast
import importlib
from collections import Counter
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from chassis.database.migrate import alembic_config
from repo.members import SERVICES, Member
from repo.reading import classes_of, functions_of, is_frozen_dataclass

PARTS = (
    *("domain/__init__.py", "usecases/ports.py", "graphql/__init__.py", "messaging/published.py"),
    *(
        "persistence/tables.py",
        "persistence/unit_of_work.py",
        "persistence/migrations",
        "policy.py",
        "row_security.py",
    ),
    *("settings.py", "app.py", "__main__.py", "py.typed"),
)
BESIDE = ("README.md", "pyproject.toml", "schema.graphql", "tests")
NOT_VERBS = {"__init__", "ports"}


def verbs_of(service: Member) -> list[Path]:
    """The verbs, also those in packages of their own; what several of them share is none."""
    paths = [path for path in (service.source / "usecases").rglob("*.py") if path.stem not in NOT_VERBS]
    shared = shared_among(paths)
    return sorted(path for path in paths if path.stem not in shared or path.stem in names_in(path))


def names_in(path: Path) -> set[str]:
    """The functions of a module."""
    return {function.name for function in functions_of(path)}


def shared_among(paths: list[Path]) -> set[str]:
    """The modules that more than one verb imports."""
    imported = Counter(
        node.module.rpartition(".")[2]
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and ".usecases." in node.module
    )
    return {name for name, count in imported.items() if count > 1}


def test_a_service_has_every_part(service: Member) -> None:
    missing = [part for part in PARTS if not (service.source / part).exists()]
    missing += [part for part in BESIDE if not (service.folder / part).exists()]

    assert missing == []


def test_a_verb_is_a_file_with_a_function_of_that_name(service: Member) -> None:
    for path in verbs_of(service):
        public = [function for function in functions_of(path) if not function.name.startswith("_")]

        assert [function.name for function in public] == [path.stem], path
        assert isinstance(public[0], ast.AsyncFunctionDef), path


def test_a_verb_takes_a_frozen_command_and_names_its_dependencies(service: Member) -> None:
    for path in verbs_of(service):
        function = next(function for function in functions_of(path) if function.name == path.stem)

        assert len(function.args.args) <= 1, f"{path}: dependencies are keyword arguments"
        assert function.args.kwonlyargs, f"{path}: a use case is given its unit of work"
        assert [node.name for node in classes_of(path) if not is_frozen_dataclass(node)] == [], path


def test_a_verb_has_a_test_of_the_same_name(service: Member) -> None:
    verbs, tests = service.source / "usecases", service.folder / "tests" / "usecases"
    wanted = [tests / path.relative_to(verbs).with_name(f"test_{path.name}") for path in verbs_of(service)]

    assert [path for path in wanted if not path.exists()] == []


def test_a_migration_is_named_by_its_day_and_effect(service: Member) -> None:
    migrations = [path.name for path in (service.source / "persistence" / "migrations").glob("*.py")]
    named = [
        name for name in migrations if name[:4].isdigit() and name[4] == name[7] == "-" and name[10] == "_"
    ]

    assert migrations
    assert named == migrations


def test_a_service_has_tables_of_its_own() -> None:
    """SQLModel has one global MetaData: two services with a table `school` would silently share it."""
    registries = {}
    for service in SERVICES:
        tables = importlib.import_module(f"{service.package}.persistence.tables")
        models = [
            value
            for value in vars(tables).values()
            if isinstance(value, type) and issubclass(value, SQLModel) and hasattr(value, "__table__")
        ]
        assert models, service.package
        registries[service.package] = {id(model.metadata) for model in models}

    assert all(len(found) == 1 for found in registries.values())
    assert len(set.union(*registries.values())) == len(SERVICES)
    assert id(SQLModel.metadata) not in set.union(*registries.values())


def test_migrations_of_a_service_are_one_chain_beside_that_of_the_chassis(service: Member) -> None:
    """Two that follow the same one are applied in an order that nobody chose."""
    script = ScriptDirectory.from_config(alembic_config(service.package, ""))
    ours = service.source / "persistence" / "migrations"

    heads = [script.get_revision(head) for head in script.get_heads()]

    assert sum(Path(head.path).is_relative_to(ours) for head in heads) == 1
    assert len(heads) == 2
