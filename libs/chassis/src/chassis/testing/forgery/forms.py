"""Things in an Authorization header that are almost a token."""

import base64
import json

from joserfc import jwe
from joserfc.jwk import OctKey

from chassis.testing.forgery.forger import Forger, Presented, bearer, encode


def forged_forms(forger: Forger) -> list[Presented]:
    """Other serialisations, other spellings, damaged signatures, payloads that are no claims."""
    good = forger.with_claims()
    header, payload, signature = good.split(".")
    flipped = ("B" if signature[0] == "A" else "A") + signature[1:]
    tokens = {
        "two parts": f"{header}.{payload}",
        "an empty signature": f"{header}.{payload}.",
        "no payload": f"{header}..{signature}",
        "no header": f".{payload}.{signature}",
        "four parts": f"{good}.{signature}",
        "five parts": f"{good}.{signature}.{signature}",
        "dots alone": "..",
        "a flattened JSON form": json.dumps(
            {"protected": header, "payload": payload, "signature": signature}
        ),
        "a general JSON form": json.dumps(
            {"payload": payload, "signatures": [{"protected": header, "signature": signature}]}
        ),
        "a changed payload": f"{header}.{encode(forger.claims(sub='another'))}.{signature}",
        "a changed header": f"{encode(forger.header(alg='PS256'))}.{payload}.{signature}",
        "a flipped signature": f"{header}.{payload}.{flipped}",
        "a shortened signature": f"{header}.{payload}.{signature[:-4]}",
        "a lengthened signature": f"{header}.{payload}.{signature}AAAA",
        "a signature of zeros": f"{header}.{payload}.{encode(bytes(256))}",
        "another spelling of the signature": f"{header}.{payload}.{_respelled(signature)}",
        "padding": f"{header}.{payload}.{signature}==",
        "standard base64": f"{header}.{payload}.{_standard(forger, signature)}",
        "a space within": f"{header}. {payload}.{signature}",
        "a space after": good + " ",
        "a newline within": f"{header}.\n{payload}.{signature}",
        "a null byte": good + "\x00",
        "Latin letters with accents": good + "é",
        "percent-encoding": good.replace(".", "%2E"),
        "quotes": f'"{good}"',
        "itself twice": f"{good}{good}",
        "itself twice, with a comma": f"{good},{good}",
        "another Bearer": f"Bearer {good}",
        "very many letters": "a" * 20_000,
        "very many dots": "." * 8_000,
        "a valid token, too long": forger.with_claims(padding="x" * 9_000),
        "nested": forger.sign(forger.header(), good.encode()),
        "encrypted": _encrypted(good),
    }
    tokens |= {
        f"a payload {name}": forger.sign(forger.header(), raw) for name, raw in _payloads(forger).items()
    }
    return [*bearer(tokens, "form"), *_schemes(good)]


def _payloads(forger: Forger) -> dict[str, bytes]:
    claims = json.dumps(forger.claims()).encode()
    return {
        "that is a list": b"[" + claims + b"]",
        "that is a string": b'"claims"',
        "that is null": b"null",
        "that is not JSON": claims[:-1],
        "that is not UTF-8": claims[:-1] + b',"x":"\xff"}',
        "in UTF-16": claims.decode().encode("utf-16"),
        "that says sub twice": claims[:-1] + b',"sub":"ministry"}',
        "that says grants twice": claims[:-1] + b',"grants":[]}',
        "with NaN": claims[:-1] + b',"x":NaN}',
        "with an endless number": claims[:-1] + b',"x":' + b"9" * 5_000 + b"}",
        "nested deeply": claims[:-1] + b',"x":' + b"[" * 3_000 + b"]" * 3_000 + b"}",
        "with exp beyond numbers": claims[:-1].replace(b'"exp"', b'"was"') + b',"exp":1e999}',
        "of nothing": b"{}",
    }


def _schemes(good: str) -> list[Presented]:
    """Headers that are not `Bearer` and one token."""
    wrong = {
        "an empty header": "",
        "a scheme alone": "Bearer",
        "a scheme and a space": "Bearer ",
        "a token alone": good,
        "Basic": f"Basic {base64.b64encode(b'ministry:ministry').decode()}",
        "another scheme": f"Token {good}",
        "DPoP": f"DPoP {good}",
        "two spaces": f"Bearer  {good}",
        "a tab": f"Bearer\t{good}",
        "a colon": f"Bearer: {good}",
        "a null token": "Bearer null",
        "an undefined token": "Bearer undefined",
    }
    return [Presented(f"scheme: {name}", value) for name, value in wrong.items()]


def _respelled(signature: str) -> str:
    # 256 bytes leave four unused bits in the last letter: the next letter decodes to the same bytes.
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return signature[:-1] + letters[letters.index(signature[-1]) + 1]


def _standard(forger: Forger, signature: str) -> str:
    respelled = signature.replace("-", "+").replace("_", "/")
    if respelled != signature:
        return respelled
    return _standard(forger, forger.with_claims().rsplit(".", 1)[1])


def _encrypted(token: str) -> str:
    key = OctKey.generate_key(256)
    return jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM", "cty": "JWT"}, token, key)
