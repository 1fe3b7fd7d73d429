"""How text is sorted: by the alphabet of its language, whatever the database knows of languages.

The embedded PostgreSQL has no ICU, and by code point ә ғ қ ө would come after я. A stored key sorts right in any
collation, because it is made of pairs of Latin lower-case letters.
"""

from collections.abc import Mapping

LANGUAGES = ("ky", "kk", "ru", "ba", "en")

# Kyrgyz puts ң ө ү after н о у; Kazakh ә after а; Bashkir ә after э.
_ALPHABETS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ba": "абвгғдҙеёжзийкҡлмнңоөпрсҫтуүфхһцчшщъыьэәюя",
    "en": "",
}
_FIRST = " -0123456789abcdefghijklmnopqrstuvwxyz"


def sort_keys(names: Mapping[str, str]) -> dict[str, str]:
    """The sort key for each language: of its own name where there is one, else of the Russian or any other."""
    if not names:
        return {}
    fallback = names.get("ru") or next(iter(names.values()))
    return {language: sort_key(names.get(language, fallback), language) for language in LANGUAGES}


def sort_key(text: str, language: str) -> str:
    """The key of a text in a language: compare keys, not texts. Case and quotation marks do not count."""
    weights = _WEIGHTS[language]
    return "".join(
        weights.get(letter) or _other(letter) for letter in text.casefold() if letter not in "«»\"'№."
    )


def _pair(place: int) -> str:
    return chr(97 + place // 26) + chr(97 + place % 26)


def _other(letter: str) -> str:
    # After all letters of the language, in the order of code points: "zz" and five letters of its own.
    point = ord(letter)
    return "zz" + "".join(chr(97 + point // 26**power % 26) for power in (4, 3, 2, 1, 0))


def _weights(alphabet: str) -> dict[str, str]:
    every = _FIRST + alphabet + "".join(sorted(set("".join(_ALPHABETS.values())) - set(alphabet)))
    return {letter: _pair(place) for place, letter in enumerate(every)}


_WEIGHTS = {language: _weights(alphabet) for language, alphabet in _ALPHABETS.items()}
