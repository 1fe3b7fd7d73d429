"""Tokens under a good signature and header whose claims are wrong in one way."""

from chassis.testing.forgery.forger import ABSENT, Forger, Presented, bearer

_NOT_A_NAME: tuple[object, ...] = (
    ABSENT,
    "",
    None,
    7,
    True,
    ["a"],
    {"a": 1},
    " a",
    "a ",
    "\t",
    "a\nb",
    "a\x00b",
    "\u202eb",
    "\ud800",
    "s" * 256,
)
_NOT_A_TIME: tuple[object, ...] = (None, "soon", "1893456000", True, [1], {}, -1, 1e300)


def forged_audiences(forger: Forger) -> list[Presented]:
    """Tokens for somebody else."""
    ours = forger.expected.audience
    wrong: tuple[object, ...] = (
        *(ABSENT, None, "", 1, True, {}, [], [[ours]], [ours, "account"], ["account"], ["", ours]),
        *("account", ours + " ", ours.upper(), ours[:-1], ours + "x", f"{ours},account"),
    )
    return bearer({f"{value!r}"[:40]: forger.with_claims(aud=value) for value in wrong}, "aud")


def forged_issuers(forger: Forger) -> list[Presented]:
    """Tokens that claim another origin."""
    ours = forger.expected.issuer
    wrong: tuple[object, ...] = (
        *(ABSENT, None, "", 1, [ours], {}, ours + "/", ours[:-1], ours.upper(), ours + " ", ours + "?a"),
        *(ours.replace("://", "://a@"), ours.replace("http", "https", 1), forger.trap, ours + "/../master"),
    )
    return bearer({f"{value!r}"[:60]: forger.with_claims(iss=value) for value in wrong}, "iss")


def forged_times(forger: Forger) -> list[Presented]:
    """Tokens of another time, or that outlive what an access token may."""
    now = int(forger.clock())
    tokens = {
        "expired": forger.with_claims(exp=now - 60, iat=now - 300, nbf=now - 300),
        "expired by just more than the leeway": forger.with_claims(
            exp=now - 31, iat=now - 300, nbf=now - 300
        ),
        "expired years ago": forger.with_claims(exp=1_000_000_300, iat=1_000_000_000, nbf=0),
        "of tomorrow": forger.with_claims(iat=now + 86_400, nbf=now + 86_400, exp=now + 86_700),
        "issued in the future": forger.with_claims(iat=now + 90, exp=now + 200),
        "not before later": forger.with_claims(nbf=now + 90),
        "for an hour": forger.with_claims(exp=now + 3_600),
        "for ten years": forger.with_claims(exp=now + 315_360_000),
        "for ever": forger.with_claims(exp=99_999_999_999),
        "that ends when it begins": forger.with_claims(exp=now, iat=now),
        "that ends before it begins": forger.with_claims(exp=now + 10, iat=now + 20),
        "issued at the beginning of time": forger.with_claims(iat=0, nbf=0),
    }
    for claim in ("exp", "iat", "nbf"):
        tokens |= {f"{claim} {value!r}": forger.with_claims(**{claim: value}) for value in _NOT_A_TIME}
    tokens |= {f"no {claim}": forger.with_claims(**{claim: ABSENT}) for claim in ("exp", "iat")}
    return bearer(tokens, "time")


def forged_subjects(forger: Forger) -> list[Presented]:
    """Tokens of nobody in particular, or whose lists are not lists."""
    tokens = {f"sub {_short(value)}": forger.with_claims(sub=value) for value in _NOT_A_NAME}
    tokens |= {
        f"jti {_short(value)}": forger.with_claims(jti=value) for value in (ABSENT, "", None, 7, ["a"])
    }
    tokens |= {f"sid {_short(value)}": forger.with_claims(sid=value) for value in ("", 7, ["a"], "a\nb")}
    tokens |= {f"azp {_short(value)}": forger.with_claims(azp=value) for value in ("", 7, ["a"], "a\nb")}
    lists: tuple[object, ...] = (
        "ministry@country:*",
        None,
        {"ministry": "*"},
        [7],
        [["ministry@country:*"]],
        [None],
        ["a"] * 501,
    )
    for claim in ("grants", "person"):
        tokens |= {f"{claim} {_short(value)}": forger.with_claims(**{claim: value}) for value in lists}
    tokens |= {
        f"loa {value!r}": forger.with_claims(loa=value) for value in ("high", -1, True, 1.5, None, "٢", 1000)
    }
    tokens["bound to a key"] = forger.with_claims(cnf={"jkt": "AAAA"})
    return bearer(tokens, "subject")


def _short(value: object) -> str:
    return "absent" if value is ABSENT else ascii(value)[:30]
