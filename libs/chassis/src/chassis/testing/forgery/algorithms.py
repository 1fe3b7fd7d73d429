"""Tokens signed in a way, or with a key, that must not count."""

import hmac

from joserfc.jwk import ECKey, OKPKey, RSAKey

from chassis.testing.forgery.forger import ABSENT, Forger, Presented, bearer, encode

_LABELS: tuple[object, ...] = (
    "rs256",
    "RS256 ",
    "RS1",
    "RSA-OAEP",
    "HS256",
    "*",
    "RS256,none",
    256,
    None,
    ["RS256"],
    True,
    {},
)


def forged_algorithms(forger: Forger) -> list[Presented]:
    """Every algorithm but the two accepted ones, and labels that say another than was used."""
    tokens = {
        f"unsigned, alg {name!r}": _unsigned(forger, name) for name in ("none", "None", "NONE", "nOnE", "")
    }
    tokens |= {f"HMAC with {what}": token for what, token in _hmac_confusions(forger).items()}
    for name in ("RS384", "RS512", "PS384", "PS512"):
        tokens[name] = forger.sign(forger.header(alg=name), forger.claims(), algorithm=name)
    tokens["ES256"] = forger.sign(
        forger.header(alg="ES256"), forger.claims(), with_key=ECKey.generate_key("P-256"), algorithm="ES256"
    )
    tokens["EdDSA"] = forger.sign(
        forger.header(alg="Ed25519"),
        forger.claims(),
        with_key=OKPKey.generate_key("Ed25519"),
        algorithm="Ed25519",
    )
    tokens["labelled PS256, signed RS256"] = forger.with_header(alg="PS256")
    tokens["labelled RS256, signed PS256"] = forger.sign(forger.header(), forger.claims(), algorithm="PS256")
    for label in _LABELS:
        tokens[f"alg {label!r}"] = forger.with_header(alg=label)
    tokens["no alg"] = forger.with_header(alg=ABSENT)
    return bearer(tokens, "algorithm")


def forged_keys(forger: Forger) -> list[Presented]:
    """Keys that are not the issuer's, and names of keys that lead elsewhere."""
    stranger = RSAKey.generate_key(2048)
    own_name = forger.header(kid=stranger.thumbprint())
    tokens = {
        "a stranger's key under our name": forger.sign(forger.header(), forger.claims(), with_key=stranger),
        "a stranger's key under its own name": forger.sign(own_name, forger.claims(), with_key=stranger),
        "a stranger's key without a name": forger.sign(
            forger.header(kid=ABSENT), forger.claims(), with_key=stranger
        ),
        "no kid": forger.with_header(kid=ABSENT),
    }
    for kid in (
        "",
        "unknown",
        "../../../../dev/null",
        "/proc/self/environ",
        "' or '1'='1",
        "0",
        0,
        None,
        True,
        [forger.key.thumbprint()],
        {"kid": forger.key.thumbprint()},
        forger.key.thumbprint().upper(),
        forger.key.thumbprint() + " ",
        forger.key.thumbprint() + "\x00",
        forger.trap,
        "k" * 700,
    ):
        tokens[f"kid {str(kid)[:40]!r} {type(kid).__name__}"] = forger.with_header(kid=kid)
    return bearer(tokens, "key")


def _unsigned(forger: Forger, algorithm: str) -> str:
    return f"{encode(forger.header(alg=algorithm))}.{encode(forger.claims())}."


def _hmac_confusions(forger: Forger) -> dict[str, str]:
    pem = forger.key.as_pem(private=False)
    secrets = {
        "the public key as PEM": pem,
        "the public key as PEM, trimmed": pem.strip(),
        "the public key as DER": forger.key.as_der(private=False),
        "the modulus": str(forger.key.as_dict(private=False)["n"]).encode(),
        "the key's name": forger.key.thumbprint().encode(),
        "a weak secret": b"secret",
        "no secret": b"",
    }
    tokens = {f"{what}, HS256": _hmac(forger, secret, "HS256") for what, secret in secrets.items()}
    return tokens | {
        f"the public key as PEM, {name}": _hmac(forger, pem, name) for name in ("HS384", "HS512")
    }


def _hmac(forger: Forger, secret: bytes, name: str) -> str:
    # By hand: libraries refuse to make these.
    signed = f"{encode(forger.header(alg=name))}.{encode(forger.claims())}"
    return f"{signed}.{encode(hmac.digest(secret, signed.encode(), f'sha{name[2:]}'))}"
