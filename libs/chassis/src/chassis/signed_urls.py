"""Addresses of files that open by themselves for fifteen minutes: whoever holds one may read, nobody can make one."""

import hmac
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlencode

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LIFETIME = timedelta(minutes=15)
_EXPIRES, _SIGNATURE = "expires", "signature"


def sign_url(path: str, *, base: str, secret: str, now: datetime) -> str:
    """The address of a file behind the gateway, with the moment at which it closes."""
    expires = str(int((now + LIFETIME).timestamp()))
    query = urlencode({_EXPIRES: expires, _SIGNATURE: _signature(path, expires, secret)})
    return f"{base.rstrip('/')}{path}?{query}"


def is_open(path: str, query: str, *, secret: str, now: datetime) -> bool:
    """Whether an address was made here and has not closed; `path` as it was signed."""
    given = parse_qs(query)
    expires, signature = (given.get(name, [""])[0] for name in (_EXPIRES, _SIGNATURE))
    if not hmac.compare_digest(signature.encode(), _signature(path, expires, secret).encode()):
        return False
    return int(expires) > now.timestamp()


def _signature(path: str, expires: str, secret: str) -> str:
    key = HKDF(SHA256(), 32, salt=None, info=b"bilim address of a file").derive(secret.encode())
    return hmac.digest(key, f"{path}\n{expires}".encode(), "sha256").hex()
