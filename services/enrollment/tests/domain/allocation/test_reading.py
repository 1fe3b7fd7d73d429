"""What is not a document is refused, and the smallest value at fault is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from enrollment.domain.allocation import InvalidDocument, make_document, read_document

from .documents import EXAMPLE, Value, child, claim, example

MOST = 2**53 - 1


def at(value: Value, pointer: str) -> tuple[Any, Any]:
    """Return the container and the key that a pointer of a test leads to."""
    container: Any = value
    *steps, last = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
    for step in steps:
        container = container[step]
    return container, last


def changed(pointer: str, new: object) -> Value:
    value = example()
    container, key = at(value, pointer)
    container[key] = new
    return value


def refusal(value: object) -> str:
    with pytest.raises(InvalidDocument) as refused:
        read_document(json.dumps(value).encode())
    return refused.value.pointer


def test_the_example_of_the_page_is_read_as_it_stands() -> None:
    document = read_document(json.dumps(EXAMPLE).encode())

    assert document.rule_pack == EXAMPLE["rulePack"]
    assert document.programmes == EXAMPLE["programmes"]
    assert document.children.refs == ["c1"]


STRINGS = [
    "/campaign", "/rulePack/id", "/rulePack/tiers/0/0", "/programmes/0/id", "/programmes/0/school",
    "/children/0/ref", "/children/0/choices/0", "/children/0/claims/0/category", "/children/0/claims/0/school",
    "/children/0/catchment/0",
]  # fmt: skip


@pytest.mark.parametrize("pointer", STRINGS)
@pytest.mark.parametrize("bad", [1, True, ["x"], {}, "a\x1fb"])
def test_an_id_is_a_string_without_the_separator(pointer: str, bad: object) -> None:
    assert refusal(changed(pointer, bad)) == pointer


@pytest.mark.parametrize(
    "pointer", [pointer for pointer in STRINGS if not pointer.endswith("claims/0/school")]
)
def test_an_id_is_not_null_except_the_school_of_a_claim(pointer: str) -> None:
    assert refusal(changed(pointer, None)) == pointer


@pytest.mark.parametrize("pointer", ["/rulePack/version", "/programmes/1/seats", "/children/0/distance/p1"])
@pytest.mark.parametrize("bad", [-1, 1.5, MOST + 1, 10**400, "1", None, True, [1]])
def test_a_count_is_a_whole_number_from_0_to_2_to_the_53_minus_1(pointer: str, bad: object) -> None:
    assert refusal(changed(pointer, bad)) == pointer


@pytest.mark.parametrize(
    "written", ["-0", "1.0", "1e2", "1E2", "-5", "0.0", "9007199254740992", "1e400", "9" * 5000]
)
def test_a_count_is_written_without_sign_fraction_or_exponent(written: str) -> None:
    text = json.dumps(changed("/programmes/0/seats", 777)).replace("777", written)

    with pytest.raises(InvalidDocument) as refused:
        read_document(text.encode())

    assert refused.value.pointer == "/programmes/0/seats"


@pytest.mark.parametrize("pointer", ["/rulePack/version", "/programmes/1/seats", "/children/0/distance/p1"])
@pytest.mark.parametrize("good", [0, MOST])
def test_a_count_may_be_as_small_or_as_large_as_the_page_says(pointer: str, good: int) -> None:
    read_document(json.dumps(changed(pointer, good)).encode())


@pytest.mark.parametrize(
    "bad",
    [
        "2027-04-01T00:00:00Z", "2027-04-01T00:00:00.1234Z", "2027-04-01t00:00:00.123Z", "2027-04-01T00:00:00.123z",
        "2027-04-01 00:00:00.123Z", "2027-04-01T00:00:00.123+00:00", "2027-02-29T00:00:00.000Z",
        "2027-13-01T00:00:00.000Z", "2027-04-31T00:00:00.000Z", "2027-04-01T24:00:00.000Z",
        "2027-06-30T23:59:60.000Z", "2027-04-01T00:60:00.000Z", "2027-04-01T00:00:00.123Z\n",
        "２027-04-01T00:00:00.123Z", "2027-W13-4T00:00:00.000Z", "20270401T00:00:00.000Z", "", 0, None,
    ],
)  # fmt: skip
def test_an_instant_is_a_real_one_written_to_the_millisecond(bad: object) -> None:
    assert refusal(changed("/children/0/registeredAt", bad)) == "/children/0/registeredAt"


@pytest.mark.parametrize("good", ["2028-02-29T23:59:59.999Z", "2027-12-31T00:00:00.000Z"])
def test_a_real_instant_is_read(good: str) -> None:
    read_document(json.dumps(changed("/children/0/registeredAt", good)).encode())


@pytest.mark.parametrize("bad", ["0", "0g", "AB", "00 ", "00\n", None, 0])
def test_public_randomness_is_lower_case_hex_of_whole_bytes(bad: object) -> None:
    assert refusal(changed("/publicRandomness", bad)) == "/publicRandomness"


OBJECTS = [
    "", "/rulePack", "/rulePack/interleave", "/rulePack/reserves/0", "/programmes/0", "/children/0",
    "/children/0/claims/1",
]  # fmt: skip
INTERLEAVE = {"tier": 0, "with": 4, "take": 1, "per": 3}


def full() -> Value:
    value = example()
    value["rulePack"]["interleave"] = dict(INTERLEAVE)
    value["rulePack"]["reserves"] = [{"category": "PRIORITY", "percent": 15}]
    return value


def test_the_document_with_every_part_is_read() -> None:
    read_document(json.dumps(full()).encode())


def inner(value: Value, pointer: str) -> Any:
    if not pointer:
        return value
    container, key = at(value, pointer)
    return container[key]


@pytest.mark.parametrize("pointer", OBJECTS)
def test_an_unknown_key_is_refused_by_its_name(pointer: str) -> None:
    value = full()
    inner(value, pointer)["a/b~c"] = 1

    assert refusal(value) == f"{pointer}/a~1b~0c"


@pytest.mark.parametrize(
    ("pointer", "key"), [(pointer, key) for pointer in OBJECTS for key in inner(full(), pointer)]
)
def test_a_missing_key_is_refused_by_its_name(pointer: str, key: str) -> None:
    value = full()
    del inner(value, pointer)[key]

    assert refusal(value) == f"{pointer}/{key}"


@pytest.mark.parametrize(
    ("pointer", "key"), [(pointer, key) for pointer in OBJECTS for key in inner(full(), pointer)]
)
def test_a_repeated_key_is_refused_by_its_name(pointer: str, key: str) -> None:
    value = full()
    inner(value, pointer)["twin"] = inner(value, pointer)[key]

    text = json.dumps(value).replace('"twin"', json.dumps(key))

    with pytest.raises(InvalidDocument) as refused:
        read_document(text.encode())
    assert refused.value.pointer == f"{pointer}/{key}"


def test_a_repeated_distance_is_refused_by_its_programme() -> None:
    text = json.dumps(EXAMPLE).replace('{"p1": 420}', '{"p1": 420, "p2": 1, "p1": 420}')

    with pytest.raises(InvalidDocument) as refused:
        read_document(text.encode())

    assert refused.value.pointer == "/children/0/distance/p1"


@pytest.mark.parametrize("pointer", [pointer for pointer in OBJECTS if pointer] + ["/children/0/distance"])
@pytest.mark.parametrize("bad", [1, "x", [], False])
def test_an_object_is_an_object(pointer: str, bad: object) -> None:
    value = full()
    container, key = at(value, pointer)
    container[key] = bad

    assert refusal(value) == pointer


@pytest.mark.parametrize("bad", [None, 1, "x", [EXAMPLE], True])
def test_what_is_no_object_at_all_has_the_empty_pointer(bad: object) -> None:
    assert refusal(bad) == ""


@pytest.mark.parametrize(
    "pointer",
    ["/rulePack/tiers", "/rulePack/tiers/1", "/rulePack/order", "/rulePack/reserves", "/rulePack/stages",
     "/programmes", "/children", "/children/0/choices", "/children/0/claims", "/children/0/catchment"],
)  # fmt: skip
@pytest.mark.parametrize("bad", [None, {}, "x", 1])
def test_an_array_is_an_array(pointer: str, bad: object) -> None:
    assert refusal(changed(pointer, bad)) == pointer


@pytest.mark.parametrize(
    "bad",
    [[], ["REGISTERED_AT"], ["NUMBER", "DISTANCE"], ["NUMBER", "NUMBER"], ["DISTANCE", "DISTANCE", "NUMBER"],
     ["AGE", "NUMBER"], [1, "NUMBER"], [None], [["NUMBER"], "NUMBER"]],
)  # fmt: skip
def test_whatever_is_wrong_with_the_order_the_array_is_named(bad: list[object]) -> None:
    assert refusal(changed("/rulePack/order", bad)) == "/rulePack/order"


def test_there_is_at_least_one_stage() -> None:
    assert refusal(changed("/rulePack/stages", [])) == "/rulePack/stages"


@pytest.mark.parametrize("bad", ["all", "", 1, None])
def test_a_stage_is_one_of_three(bad: object) -> None:
    assert refusal(changed("/rulePack/stages", ["ALL", bad])) == "/rulePack/stages/1"


@pytest.mark.parametrize("bad", ["bilim-allocation/2", "", 1, None])
def test_the_format_is_this_one(bad: object) -> None:
    assert refusal(changed("/format", bad)) == "/format"


@pytest.mark.parametrize(("key", "bad"), [("tier", 5), ("with", 5), ("take", 0), ("per", 0), ("tier", -1)])
def test_an_interleave_names_tiers_that_exist_and_merges_at_least_one(key: str, bad: int) -> None:
    assert refusal(changed("/rulePack/interleave", INTERLEAVE | {key: bad})) == f"/rulePack/interleave/{key}"


def test_of_two_equal_tiers_of_an_interleave_the_second_is_named() -> None:
    value = changed("/rulePack/interleave", INTERLEAVE | {"tier": 2, "with": 2})

    assert refusal(value) == "/rulePack/interleave/with"


def test_a_reserve_is_at_most_all_seats() -> None:
    value = changed(
        "/rulePack/reserves", [{"category": "A", "percent": 100}, {"category": "A", "percent": 101}]
    )

    assert refusal(value) == "/rulePack/reserves/1/percent"


def test_of_two_equal_programmes_the_second_is_named() -> None:
    assert refusal(changed("/programmes/1/id", "p1")) == "/programmes/1/id"


def test_of_two_equal_children_the_second_is_named() -> None:
    value = example()
    value["children"] += [child("c2"), child("c1")]

    assert refusal(value) == "/children/2/ref"


def test_of_two_equal_choices_the_second_is_named() -> None:
    assert refusal(changed("/children/0/choices", ["p2", "p1", "p2"])) == "/children/0/choices/2"


def test_a_choice_names_a_programme_of_the_document() -> None:
    assert refusal(changed("/children/0/choices", ["p2", "p3"])) == "/children/0/choices/1"


def test_a_distance_is_to_a_programme_of_the_document_listed_or_not() -> None:
    read_document(json.dumps(changed("/children/0/distance", {"p2": 5}) | {}).encode())

    assert refusal(changed("/children/0/distance", {"p1": 1, "p/3": 5})) == "/children/0/distance/p~13"


def test_nobody_claims_a_catchment() -> None:
    value = changed("/children/0/claims", [claim("FIRST"), claim("CATCHMENT")])

    assert refusal(value) == "/children/0/claims/1/category"


def test_claims_and_catchments_may_name_strange_schools_and_repeat() -> None:
    value = example()
    value["children"][0] |= {"claims": [claim("X", "far")] * 2, "catchment": ["far", "far"]}

    read_document(json.dumps(value).encode())


def test_ids_and_arrays_may_be_empty() -> None:
    value = example() | {
        "campaign": "",
        "programmes": [{"id": "", "school": "", "seats": 0}],
        "children": [child("", "")],
    }

    read_document(json.dumps(value).encode())


def unparsable() -> list[bytes]:
    text = json.dumps(EXAMPLE)
    return [
        b"", b" ", b"{", b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16"), text.encode()[:-1],
        text.encode() + b"x", text.encode() + b"{}", text.replace("420", "NaN").encode(),
        text.replace("420", "-Infinity").encode(), text.replace("420", "042").encode(),
        text.replace("420", "+1").encode(), text.replace("420", ".5").encode(), text.replace("420", "5.").encode(),
        text.replace('"c1"', "'c1'").encode(), text.replace('"c1"', '"\t"').encode(),
        text.replace('"c1"', '"\\x"').encode(), text.replace('"c1"', '"').encode(),
        text.encode().replace(b'"c1"', b'"\xff"'), text.encode().replace(b'"c1"', b'"\xed\xa0\x80"'),
        text.replace("420}}]", "420}}],").encode(), text.replace("420}}]", "420}},]").encode(),
        text.replace('{"format"', '{,"format"').encode(), text.replace('"campaign":', '"campaign"').encode(),
        text.replace('"campaign":', "campaign:").encode(), text.replace("[{", "[,{").encode(),
        text.replace('"children": [', '"children": [01, ').encode(),
        text.replace('"children": [', '"children": [1., ').encode(),
        text.replace(', "campaign"', ' "campaign"').encode(), text.replace('": ', '":\u00a0').encode(),
        b"[" * 100_000, b'{"format":' + b"[" * 100_000, b"// comment\n" + text.encode(),
    ]  # fmt: skip


@pytest.mark.parametrize("data", unparsable(), ids=range(len(unparsable())))
def test_what_cannot_be_parsed_has_the_empty_pointer(data: bytes) -> None:
    with pytest.raises(InvalidDocument) as refused:
        read_document(data)

    assert refused.value.pointer == ""


@pytest.mark.parametrize(
    "forbidden", ["\\ud800", "\\uDFFF", "\\ud83dx", "\\ufffe", "\\uFDD0", "\\ud83f\\udfff", "\ufdef"]
)
def test_a_lone_surrogate_or_a_noncharacter_is_refused_where_it_stands(forbidden: str) -> None:
    text = json.dumps(EXAMPLE).replace('"c1"', f'"{forbidden}"')

    with pytest.raises(InvalidDocument) as refused:
        read_document(text.encode())

    assert refused.value.pointer == "/children/0/ref"


@pytest.mark.parametrize(
    ("member", "pointer"),
    [
        ('"format": ', ""),
        ('"rulePack": ', ""),
        ('"version": ', "/rulePack"),
        ('"ref": ', "/children/0"),
        ('"p1": ', "/children/0/distance"),
    ],
)
def test_a_forbidden_character_in_a_key_is_named_by_the_key(member: str, pointer: str) -> None:
    text = json.dumps(EXAMPLE).replace(member, '"\\ud800": ')

    with pytest.raises(InvalidDocument) as refused:
        read_document(text.encode())

    assert refused.value.pointer == pointer + "/\ud800"


@pytest.mark.parametrize("text", ["дитя", "😀", "\\u0434", "\\ud83d\\ude00", "\\u0000", "\ufffd", "\ufeff"])
def test_any_other_character_is_as_good_as_another(text: str) -> None:
    data = json.dumps(EXAMPLE).replace('"c1"', f'"{text}"').encode()

    assert read_document(data).children.refs == [json.loads(f'"{text}"')]


def spaced(value: Value) -> str:
    return "\n\t\r " + json.dumps(value, indent="\t").replace("\n", "\r\n ") + " \n"


def test_white_space_and_the_order_of_keys_change_nothing() -> None:
    backwards: Callable[[Value], Value] = lambda value: dict(reversed(value.items()))  # noqa: E731

    there = read_document(json.dumps(EXAMPLE).encode())
    back = read_document(spaced(backwards(EXAMPLE)).encode())

    assert there.hash() == back.hash()


@pytest.mark.parametrize(
    ("pointer", "bad"),
    [("/campaign", 1), ("/rulePack/order", []), ("/programmes/1/id", "p1"), ("/children/0/ref", None),
     ("/children/0/choices/1", "p3")],
)  # fmt: skip
def test_values_are_refused_as_bytes_are(pointer: str, bad: object) -> None:
    value = changed(pointer, bad)
    children = value.pop("children")

    with pytest.raises(InvalidDocument) as refused:
        make_document(value, children)  # type: ignore[arg-type]

    assert refused.value.pointer == pointer


def test_the_refusal_says_where() -> None:
    assert (
        str(InvalidDocument("children", 0, "ref"))
        == 'the allocation document is invalid at "/children/0/ref"'
    )


SPELLINGS = [
    ('"distance":{}', '"distance":{"p1":1.0}'),
    ('"distance":{}', '"distance":{"p1":1e3}'),
    ('"distance":{}', '"distance":{"p1":-0}'),
    ('"distance":{}', '"distance":{"p1":01}'),
    ('"distance":{}', '"distance":{"p1":9007199254740991}'),
    ('"distance":{}', '"distance":{"p1":9007199254740992}'),
    ('"distance":{}', '"distance":{"p1":18446744073709551616}'),
    ('"distance":{}', '"distance":{"p1":1,"p1":1}'),
    ('"distance":{}', '"distance":{},"distance":{}'),
    ('"distance":{}', '"distance":{"p1":1},"more":0'),
    ('"distance":{}', '"distance":NaN'),
    ('"distance":{}', '"distance":' + '{"p1":' * 2000 + "1" + "}" * 2000),
    ('"ref":"c2"', '"ref":"\\u0063\\u0032"'),
    ('"ref":"c2"', '"ref":"\\ud800"'),
    ('"ref":"c2"', '"ref":"\\ufdd0"'),
    ('"ref":"c2"', '"ref":"\ufdd0"'),
    ('"ref":"c2"', '"ref":"ә},{\\"ref\\":"'),
    ('"ref":"c2"', '"ref":{"ref":"c2"},{"ref":"c4"}'),
    ('"ref":"c2"', '"ref":"c2\x1f"'),
    ('"ref":"c2"', '"ref":"c1"'),
    ('{"ref":"c2"', '[{"ref":"c2"'),
    ('{"ref":"c2"', '1,{"ref":"c2"'),
]


def reading_of(text: str) -> str:
    """What comes of a text: the hash of its document, or where it is at fault."""
    try:
        return read_document(text.encode()).hash()
    except InvalidDocument as refused:
        return refused.pointer


@pytest.mark.parametrize(("said", "instead"), SPELLINGS)
def test_children_written_without_a_space_are_held_to_the_same_rules(said: str, instead: str) -> None:
    written = [
        json.dumps(one, separators=(",", ":"))
        for one in (example() | {"children": []}, *(child(ref, "p1") for ref in ("c1", "c2", "c3")))
    ]
    head, first, second, third = written
    children = ",".join([first, second.replace(said, instead), third])
    compact = head.replace('"children":[]', f'"children":[{children}]')
    spaced = compact.replace('},{"ref"', '} ,{"ref"')

    assert reading_of(compact) == reading_of(spaced)
