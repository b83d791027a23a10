"""Words with places: what is filled is what was written, values are never read again, a lone brace is told."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vidpipe.errors import BadInput
from vidpipe.film.wording import filled, literal, places

NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True)
WORDS = st.text(max_size=30)
PARTS = st.lists(st.one_of(WORDS, NAMES.map(lambda name: (name,))), max_size=8)
"""A wording taken apart: runs of words as they are meant, places as one name."""


def written(parts: list[str | tuple[str]]) -> str:
    return "".join(literal(part) if isinstance(part, str) else f"{{{part[0]}}}" for part in parts)


def named(parts: list[str | tuple[str]]) -> list[str]:
    return [part[0] for part in parts if not isinstance(part, str)]


def meant(parts: list[str | tuple[str]], values: dict[str, str]) -> str:
    return "".join(part if isinstance(part, str) else values[part[0]] for part in parts)


@given(WORDS)
@example("{a}")
@example("}} {{")
@example("{ ")
def test_literal_words_say_just_themselves(words: str) -> None:
    assert places(literal(words)) == ()
    assert filled(literal(words), {}) == words
    assert filled(literal(words), {"a": "x"}) == words


@given(PARTS, st.data())
def test_every_place_says_its_value_and_all_else_stays(parts: list[str | tuple[str]], data: st.DataObject) -> None:
    values = {name: data.draw(st.text(min_size=1, max_size=12)) for name in named(parts)}
    assert places(written(parts)) == tuple(dict.fromkeys(named(parts)))
    assert filled(written(parts), values | {"unused": "{"}) == meant(parts, values)


@given(PARTS, st.data())
def test_an_empty_value_leaves_no_word_out_and_no_gap_of_its_own(
    parts: list[str | tuple[str]], data: st.DataObject
) -> None:
    values = {name: data.draw(st.sampled_from(["", "one", "two words"])) for name in named(parts)}
    text = filled(written(parts), values)
    assert text.split() == meant(parts, values).split()
    assert len(text) <= len(meant(parts, values))


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("A {colour} kite", {"colour": ""}, "A kite"),
        ("{colour} kite", {"colour": ""}, "kite"),
        ("A kite {where}", {"where": ""}, "A kite"),
        ("A {one} {other} kite", {"one": "", "other": ""}, "A kite"),
        ("A kite{where}.", {"where": ""}, "A kite."),
        ("A {x}, red", {"x": "kite"}, "A kite, red"),
        ("{x}", {"x": "{y} {{z}}"}, "{y} {{z}}"),
        ("{ x }{x}", {"x": "a"}, "aa"),
        ("{größe} {名}", {"größe": "groß", "名": "凧"}, "groß 凧"),
        ("{{x}}", {}, "{x}"),
    ],
)
def test_places_as_a_person_writes_them(text: str, values: dict[str, str], said: str) -> None:
    assert filled(text, values) == said


@given(PARTS, NAMES)
def test_a_place_without_a_value_is_named(parts: list[str | tuple[str]], name: str) -> None:
    with pytest.raises(BadInput, match=re.escape(f"{{{name}}}")):
        filled(written([*parts, (name,)]), dict.fromkeys(set(named(parts)) - {name}, "x"))


@pytest.mark.parametrize("text", ["A {kite", "A kite}", "{{a}", "{a}}", "{a {b} c}", "{", "}", "ok {{ } ok"])
def test_a_brace_alone_is_told_with_what_stands_around_it(text: str) -> None:
    for act in (lambda: places(text), lambda: filled(text, {"a": "x", "b": "y"})):
        with pytest.raises(BadInput) as caught:
            act()
        assert "brace" in str(caught.value)
        assert caught.value.remedy


@pytest.mark.parametrize(
    "text", ["{}", "{ }", "{1st}", "{a-b}", "{a.b}", "{a!r}", "{a:>9}", "{a[0]}", "{" + "a" * 41 + "}"]
)
def test_what_is_no_name_is_no_place(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        places(text)
    assert "name" in str(caught.value)


@given(st.text(alphabet="{}ab ", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = places(text)
    except BadInput:
        return
    assert isinstance(filled(text, dict.fromkeys(found, "v")), str)
