"""Signatures that the libraries of receivers accept, in Python and in Node."""

import base64
import json
import shutil
import subprocess
import time
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook, WebhookVerificationError

from chassis.events.webhooks.signing import NotASecret, SharedSecret, SigningKey, headers

EVENT = UUID("01970000-0000-7000-8000-000000000001")
BODY = '{"type":"bilim.enrollment.StudentEnrolled.v1","name":"Сергокала"}'.encode()
NODE = Path(__file__).parents[5] / "tests/contracts/node"


@pytest.fixture
def secret() -> SharedSecret:
    return SharedSecret.new()


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.new()


def test_the_python_library_accepts_v1(secret: SharedSecret) -> None:
    sent = headers([secret], event_id=EVENT, timestamp=int(time.time()), body=BODY)

    assert Webhook(str(secret)).verify(BODY, sent) == json.loads(BODY)


def test_the_python_library_refuses_another_body(secret: SharedSecret) -> None:
    sent = headers([secret], event_id=EVENT, timestamp=int(time.time()), body=BODY)

    with pytest.raises(WebhookVerificationError):
        Webhook(str(secret)).verify(BODY + b" ", sent)


def test_while_a_secret_is_rotated_receivers_with_the_old_and_with_the_new_one_accept(
    secret: SharedSecret,
) -> None:
    new = SharedSecret.new()

    sent = headers([new, secret], event_id=EVENT, timestamp=int(time.time()), body=BODY)

    for known in (secret, new):
        assert Webhook(str(known)).verify(BODY, sent)


def test_v1a_is_verified_with_the_public_key_alone(key: SigningKey) -> None:
    sent = headers([key], event_id=EVENT, timestamp=7, body=BODY)

    public = Ed25519PublicKey.from_public_bytes(_bytes(key.public.removeprefix("whpk_")))
    signature = _bytes(sent["webhook-signature"].removeprefix("v1a,"))
    public.verify(signature, f"{EVENT}.7.".encode() + BODY)
    with pytest.raises(InvalidSignature):
        public.verify(signature, f"{EVENT}.8.".encode() + BODY)


@pytest.mark.node
def test_node_accepts_v1_by_its_library_and_v1a_by_its_crypto(secret: SharedSecret, key: SigningKey) -> None:
    sent = headers([secret, key], event_id=EVENT, timestamp=int(time.time()), body=BODY)
    given = {"secret": str(secret), "public": key.public, "headers": sent, "body": BODY.decode()}

    verified = _in_node("verify_webhook.mjs", given)

    assert verified == {"v1": True, "v1OfAnotherBody": False, "v1a": True, "v1aOfAnotherBody": False}


def test_a_secret_is_written_and_read_back(secret: SharedSecret, key: SigningKey) -> None:
    assert SharedSecret.parse(str(secret)) == secret
    assert SigningKey.parse(str(key)).public == key.public


def test_a_secret_does_not_show_itself_in_a_log(secret: SharedSecret, key: SigningKey) -> None:
    assert str(secret) not in f"{[secret, key]!r}"
    assert str(key) not in f"{[secret, key]!r}"


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", "sk_live_abc"])
def test_what_is_no_secret_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(NotASecret) as refusal:
        SharedSecret.parse(text)

    assert len(text) < 7 or text not in str(refusal.value)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def _in_node(script: str, given: object) -> object:
    program = shutil.which("node")
    if program is None or not (NODE / "node_modules").exists():
        pytest.skip("Node.js or its packages are not installed")
    done = subprocess.run(
        [program, script], cwd=NODE, input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)
