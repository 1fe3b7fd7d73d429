"""Tokens under a good signature whose header asks for something that we do not do."""

from joserfc.jwk import RSAKey

from chassis.testing.forgery.forger import ABSENT, Forger, Presented, bearer, encode

_TYPES: tuple[object, ...] = (
    "JWT",
    "jwt",
    "at+JWT",
    "AT+JWT",
    "at+jwt ",
    "id+jwt",
    "logout+jwt",
    "dpop+jwt",
    "refresh",
    "",
    1,
    None,
    [],
)


def forged_headers(forger: Forger) -> list[Presented]:
    """Key material and addresses in the header, critical and compressed and detached forms, malformed headers."""
    own = RSAKey.generate_key(2048)
    tokens = {
        "its own key as jwk": forger.sign(
            forger.header(jwk=own.as_dict(private=False)), forger.claims(), with_key=own
        ),
        "our key as jwk": forger.with_header(jwk=forger.key.as_dict(private=False)),
        "jku": forger.sign(
            forger.header(jku=forger.trap, kid=own.thumbprint()), forger.claims(), with_key=own
        ),
        "jku beside our key": forger.with_header(jku=forger.trap),
        "x5u": forger.with_header(x5u=forger.trap),
        "x5c": forger.with_header(x5c=["MIIB"]),
        "x5t": forger.with_header(x5t="AAAA"),
        "crit exp": forger.with_header(crit=["exp"]),
        "crit of nothing": forger.with_header(crit=[]),
        "crit b64": forger.with_header(crit=["b64"], b64=False),
        "b64 false": forger.with_header(b64=False),
        "b64 true": forger.with_header(b64=True),
        "zip": forger.with_header(zip="DEF"),
        "cty JWT": forger.with_header(cty="JWT"),
        "enc": forger.with_header(enc="A256GCM"),
        "epk": forger.with_header(epk={"kty": "EC"}),
        "p2c": forger.with_header(p2c=10_000_000, p2s="AAAA"),
        "iss in the header": forger.with_header(iss=forger.expected.issuer),
        "url": forger.with_header(url=forger.trap),
        "__proto__": forger.with_header(__proto__={"alg": "none"}),
    }
    tokens |= {
        f"header {name}": forger.sign(raw, forger.claims()) for name, raw in _malformed(forger).items()
    }
    return bearer(tokens, "header")


def forged_types(forger: Forger) -> list[Presented]:
    """Tokens that were issued for something else."""
    tokens = {f"typ {name!r}": forger.with_header(typ=name) for name in _TYPES}
    tokens["no typ"] = forger.with_header(typ=ABSENT)
    tokens["typ among the claims only"] = forger.sign(forger.header(typ=ABSENT), forger.claims(typ="at+jwt"))
    return bearer(tokens, "typ")


def _malformed(forger: Forger) -> dict[str, bytes]:
    kid = forger.key.thumbprint().encode()
    start = b'{"alg":"RS256","typ":"at+jwt","kid":"' + kid + b'"'
    return {
        "that says alg twice": start + b',"alg":"none"}',
        "that says kid twice": start + b',"kid":"other"}',
        "that is a list": b"[" + start + b"}]",
        "that is a string": b'"RS256"',
        "that is null": b"null",
        "that is not JSON": start,
        "with something after it": start + b"}{}",
        "with a byte order mark": b"\xef\xbb\xbf" + start + b"}",
        "in UTF-16": (start + b"}").decode().encode("utf-16"),
        "that is not UTF-8": start + b',"x":"\xff\xfe"}',
        "with NaN": start + b',"x":NaN}',
        "nested deeply": b"[" * 700,
        "of only spaces": b"   ",
        "with a comment": start + b"/* */}",
        "that is a token": encode(forger.header()).encode(),
    }
