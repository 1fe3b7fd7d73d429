"""The GraphiQL page, bundled whole: opening it asks nobody but this gateway."""

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def page() -> bytes:
    """The page with its script and style inside."""
    return (files(__name__) / "page.html").read_bytes()
