"""Names are sorted as each language sorts them."""

import pytest

from chassis.text import sort_key, sort_keys


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("ru", ["Аймаумахи", "Ель", "Ёлка", "Жанна", "Якуб"]),
        ("kk", ["Айгүл", "Әлия", "Бекзат", "Гүлнар", "Ғалым", "Қанат", "Лаура"]),
        ("ky", ["Нуржан", "Ңго", "Омар", "Өмүр", "Улан", "Үмүт"]),
        ("ba", ["Зариф", "Эльвира", "Әлфиә", "Юлай"]),
        ("en", ["Adam", "Beth", "Carl"]),
    ],
)
def test_each_language_has_its_own_order(language: str, ordered: list[str]) -> None:
    assert sorted(ordered, key=lambda name: sort_key(name, language)) == ordered


def test_keys_sort_alike_in_any_collation() -> None:
    keys = sort_keys({"ru": "МКОУ «Сергокалинская СОШ №1»"}).values()

    assert all(key.isascii() and key.islower() and key.isalpha() for key in keys)


def test_case_and_quotation_marks_do_not_count() -> None:
    assert sort_key("«Школа»", "ru") == sort_key("школа", "ru")


def test_a_name_without_the_language_is_sorted_by_its_russian_one() -> None:
    keys = sort_keys({"ru": "Амина", "kk": "Әмина"})

    assert keys["ky"] == sort_key("Амина", "ky")
    assert keys["kk"] == sort_key("Әмина", "kk")


def test_letters_of_no_alphabet_come_last_and_in_a_fixed_order() -> None:
    assert sort_key("я", "ru") < sort_key("中", "ru") < sort_key("文", "ru")
