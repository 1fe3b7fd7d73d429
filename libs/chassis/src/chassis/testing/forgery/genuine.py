"""Tokens that look unusual and are good: a door that refuses these keeps out the wrong people."""

from chassis.testing.forgery.forger import ABSENT, Forger, Presented, bearer


def genuine_tokens(forger: Forger) -> list[Presented]:
    """Tokens that must be let in."""
    now = int(forger.clock())
    tokens = {
        "as issued": forger.with_claims(),
        "audience as a list of one": forger.with_claims(aud=[forger.expected.audience]),
        "without nbf": forger.with_claims(nbf=ABSENT),
        "without sid, azp, loa, grants, person": forger.with_claims(
            sid=ABSENT, azp=ABSENT, loa=ABSENT, grants=ABSENT, person=ABSENT
        ),
        "expired within the leeway": forger.with_claims(exp=now - 20, iat=now - 300, nbf=now - 300),
        "issued by a clock that is ahead": forger.with_claims(iat=now + 20, nbf=now + 20, exp=now + 320),
        "times with fractions": forger.with_claims(iat=now + 0.25, exp=now + 299.75),
        "loa as text": forger.with_claims(loa="2"),
        "claims that we do not read": forger.with_claims(
            acr="1", scope="openid", realm_access={"roles": ["x"]}
        ),
        "grants that we do not know": forger.with_claims(grants=["wizard@castle:1", "director@school:"]),
        "a name in Cyrillic": forger.with_claims(sub="Әлия"),
    }
    lower = [Presented("genuine: scheme in lower case", f"bearer {forger.with_claims()}")]
    return [*bearer(tokens, "genuine"), *lower]
