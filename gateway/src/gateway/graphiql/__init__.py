"""The GraphiQL page, bundled whole: opening it asks nobody but this gateway, and the issuer if one logs in there."""

import html
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

import orjson

_LOG_IN = b'<meta name="log-in" content="">'
_CONNECT = b"connect-src 'self'"


@dataclass(frozen=True, slots=True)
class LogIn:
    """Where readers log in, and as which client the page asks for them."""

    issuer: str
    client: str


@lru_cache(maxsize=1)
def page(log_in: LogIn | None = None) -> bytes:
    """The page with its script and style inside, told where to log in."""
    content = (files(__name__) / "page.html").read_bytes()
    if log_in is None:
        return content
    told = html.escape(orjson.dumps(asdict(log_in)).decode(), quote=True).encode()
    issuer = urlsplit(log_in.issuer)
    origin = f"{issuer.scheme}://{issuer.netloc}".encode()
    # Once each: what follows is the script, whose bytes the page vouches for.
    return content.replace(_LOG_IN, b'<meta name="log-in" content="%b">' % told, 1).replace(
        _CONNECT, b"%b %b" % (_CONNECT, origin), 1
    )
