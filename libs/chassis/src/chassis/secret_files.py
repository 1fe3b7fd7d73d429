"""A setting from a mounted file: `BILIM_SECRET_FILE=/run/secrets/bilim` is read where `BILIM_SECRET` is not given."""

from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

_SUFFIX = "_FILE"


class UnreadableFile(Exception):
    """A file that a setting names cannot be read; what is in it is not repeated."""


class MountedFiles(EnvSettingsSource):
    """Reads `<SETTING>_FILE` for every setting, without the line's end that editors leave."""

    def __init__(self, settings: type[Any]) -> None:
        super().__init__(settings, env_ignore_empty=True)

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """What the file of a setting holds, or None."""
        _, key, is_complex = super().get_field_value(field, field_name)
        name = f"{self.env_prefix}{field_name}{_SUFFIX}"
        path = self.env_vars.get(name.lower())
        return (None if path is None else _content(path, name)), key, is_complex


def _content(path: str, name: str) -> str:
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"{name.upper()} names a file that cannot be read: {type(error).__name__}."
        ) from None
