"""What a request's headers say of its caller, and what they cannot say."""

from uuid import UUID

import pytest

from chassis.identity import ANONYMOUS, Authenticator, InvalidHeader, InvalidToken
from chassis.identity.caller import read_locales

Headers = list[tuple[bytes, bytes]]
KEY = UUID("0199a000-0000-7000-8000-000000000001")


async def test_without_a_token_the_caller_is_anybody(authenticate: Authenticator) -> None:
    caller = await authenticate({"headers": []})

    assert caller.viewer is ANONYMOUS
    assert (caller.authorization, caller.purpose, caller.idempotency_key) == (None, None, None)


async def test_a_token_makes_its_viewer_the_caller_and_is_kept_to_be_forwarded(
    authenticate: Authenticator, token: str
) -> None:
    caller = await authenticate({"headers": [(b"authorization", f"Bearer {token}".encode())]})

    assert caller.viewer.subject == "amina"
    assert caller.authorization == f"Bearer {token}"


async def test_a_caller_can_be_logged_without_its_token(authenticate: Authenticator, token: str) -> None:
    caller = await authenticate({"headers": [(b"authorization", f"Bearer {token}".encode())]})

    assert token not in repr(caller)


@pytest.mark.parametrize(
    "value", [b"", b"Bearer", b"Bearer ", b"Basic YTpi", b"Bearer \xff\xfe", b"Bearer a.b.c"]
)
async def test_a_header_that_is_present_and_invalid_is_never_anonymous(
    authenticate: Authenticator, value: bytes
) -> None:
    with pytest.raises(InvalidToken) as refused:
        await authenticate({"headers": [(b"authorization", value)]})

    assert refused.value.status == 401
    assert dict(refused.value.headers)[b"www-authenticate"].startswith(
        b'Bearer realm="bilim", error="invalid_token"'
    )


async def test_two_authorization_headers_are_one_too_many(authenticate: Authenticator, token: str) -> None:
    header = (b"authorization", f"Bearer {token}".encode())

    with pytest.raises(InvalidToken, match="more than one"):
        await authenticate({"headers": [header, header]})


async def test_headers_that_claim_an_identity_are_not_read(authenticate: Authenticator) -> None:
    claims: Headers = [
        (b"x-user-id", b"ministry"),
        (b"x-user-roles", b"ministry@country:*"),
        (b"x-forwarded-user", b"ministry"),
        (b"x-remote-user", b"ministry"),
        (b"cookie", b"token=abc"),
    ]

    assert (await authenticate({"headers": claims})).viewer is ANONYMOUS


async def test_without_a_verifier_nobody_is_believed_and_the_header_is_forwarded() -> None:
    caller = await Authenticator(None)({"headers": [(b"authorization", b"Bearer x")]})

    assert (caller.viewer, caller.authorization) == (ANONYMOUS, "Bearer x")


@pytest.mark.parametrize(
    ("header", "chain"),
    [
        ("", ("ru",)),
        ("ky-KG, ky;q=0.9, ru;q=0.8, en;q=0.5", ("ky", "ru", "en")),
        ("en;q=0.1, ba", ("ba", "en", "ru")),
        ("KK", ("kk", "ru")),
        ("*", ("ru",)),
        ("ru;q=0, ba", ("ba", "ru")),
        ("en;q=7, ;;, ky", ("ky", "ru")),
        ("aa,ab,ac,ad,ae,af,ag,ah,ai,aj", ("aa", "ab", "ac", "ad", "ae", "af", "ag", "ah", "ru")),
    ],
)
def test_languages_are_tried_in_the_order_wished_for(header: str, chain: tuple[str, ...]) -> None:
    assert read_locales(header) == chain


async def test_a_purpose_is_one_of_the_list(authenticate: Authenticator) -> None:
    assert (await authenticate({"headers": [(b"bilim-purpose", b"HEALTH")]})).purpose == "HEALTH"
    with pytest.raises(InvalidHeader, match="must be one of APPEAL, AUDIT"):
        await authenticate({"headers": [(b"bilim-purpose", b"curiosity")]})


async def test_an_idempotency_key_is_a_uuid_with_or_without_quotes(authenticate: Authenticator) -> None:
    for text in (str(KEY), f'"{KEY}"'):
        caller = await authenticate({"headers": [(b"idempotency-key", text.encode())]})
        assert caller.idempotency_key == KEY
    with pytest.raises(InvalidHeader, match="UUID"):
        await authenticate({"headers": [(b"idempotency-key", b"again")]})


async def test_a_trace_names_the_request_and_a_malformed_one_does_not(authenticate: Authenticator) -> None:
    good = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    traced = await authenticate({"headers": [(b"traceparent", good)]})
    untraced = await authenticate({"headers": [(b"traceparent", good + b"\nx: y")]})

    assert (traced.traceparent, traced.request_id) == (good.decode(), "4bf92f3577b34da6a3ce929d0e0e4736")
    assert untraced.traceparent is None
    assert len(untraced.request_id) == 32


@pytest.mark.parametrize(
    ("given", "read"),
    [(b"ChildPage", "ChildPage"), (b"", None), (b"a b", None), (b"<x>", None), (b"x" * 101, None)],
)
async def test_the_name_of_an_operation_is_a_name_or_nothing(
    authenticate: Authenticator, given: bytes, read: str | None
) -> None:
    caller = await authenticate({"headers": [(b"bilim-operation", given)]})

    assert caller.operation == read
