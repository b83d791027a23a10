"""A material as parts, sections and points: pure, bounded, the same each time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidpipe.film.extract import key_points, numbers, quotes, split
from vidpipe.film.source import MOST_PARTS, PART, Material, Passage, clock, joined, parts, sections


def made(*rows: tuple[str, str, int]) -> Material:
    """Passages by text, heading and its level."""
    return Material(
        kind="text",
        passages=tuple(Passage(number=n, text=t, heading=h, level=level) for n, (t, h, level) in enumerate(rows, 1)),
    )


@given(st.lists(st.integers(1, 1500), min_size=1, max_size=300))
def test_parts_cover_every_passage_once_and_are_few(sizes: list[int]) -> None:
    material = made(*(("x" * size, "", 0) for size in sizes))
    runs = parts(material)
    assert len(runs) <= MOST_PARTS
    assert [n for first, last in runs for n in range(first, last + 1)] == (
        list(range(1, len(sizes) + 1)) if runs else []
    )
    assert bool(runs) is (material.signs > PART)


def test_sections_begin_at_the_highest_heading_that_stands_more_than_once() -> None:
    found = sections(made(("intro", "Book", 1), ("a", "One", 2), ("b", "deeper", 3), ("c", "Two", 2), ("d", "Two", 2)))
    assert [(part.title, [passage.text for passage in part.passages]) for part in found] == [
        ("One", ["a", "b"]),
        ("Two", ["c", "d"]),
    ]
    assert [passage.number for passage in found[1].passages] == [1, 2]
    assert sections(made(("all of it", "One", 1))) == ()


def test_several_materials_count_their_passages_on_and_keep_their_points_places() -> None:
    first = made(("one", "", 0), ("two", "", 0)).model_copy(update={"name": "a.txt", "title": "A"})
    other = made(("three 30 times", "", 0)).model_copy(update={"name": "b.txt"})
    other = other.model_copy(update={"numbers": numbers((Passage(number=1, text="It happened 30 times here."),))})
    both = joined([first, other])
    assert [(passage.number, passage.file) for passage in both.passages] == [(1, "a.txt"), (2, "a.txt"), (3, "b.txt")]
    assert both.numbers[0].passage == 3
    assert both.title == "A"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Who came at 3.5 p.m. He left.", ["Dr. Who came at 3.5 p.m.", "He left."]),
        ("Use tools, e.g. A hammer.", ["Use tools, e.g. A hammer."]),
        ("¿Qué es? ¡Miel! Fin.", ["¿Qué es?", "¡Miel!", "Fin."]),
        ("一つ。二つ。", ["一つ。", "二つ。"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_key_points_are_sentences_that_stand_there_one_of_each_section_first() -> None:
    material = made(
        ("Bees carry pollen from flower to flower. See `make test` for {more}.", "Pollen", 1),
        ("A hive holds forty thousand bees in summer. Is it loud?", "The hive", 1),
        ("All rights are reserved by the owner of this text.", "Licence", 1),
    )
    points = key_points(material.passages, most=5, title="Bees")
    assert [(point.text, point.passage, point.caption) for point in points] == [
        ("Bees carry pollen from flower to flower.", 1, "Pollen"),
        ("A hive holds forty thousand bees in summer.", 2, "The hive"),
    ]
    assert key_points(material.passages, most=5, title="Bees") == points


TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=300).filter(str.strip)


@given(st.lists(TEXTS, min_size=1, max_size=30), st.integers(1, 12))
def test_points_quotes_and_figures_of_any_text_are_in_it(texts: list[str], most: int) -> None:
    passages = [Passage(number=n, text=text) for n, text in enumerate(texts, 1) if text.strip()]
    points = key_points(passages, most=most)
    assert len(points) <= most
    for point in (*points, *quotes(passages), *numbers(passages)):
        whole = " ".join(passages[point.passage - 1].text.split())
        assert point.text in whole


def test_a_time_is_said_as_a_clock() -> None:
    assert [clock(None), clock(0), clock(62_000), clock(3_607_000)] == ["", "0:00", "1:02", "1:00:07"]
