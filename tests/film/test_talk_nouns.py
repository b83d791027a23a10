"""The talk about a brief: what an answer says, who is believed, how complete a brief is."""

import json

import pytest

from vidpipe.errors import LimitReached
from vidpipe.film.brief import WEIGHTS, FilmKind, Part, completeness
from vidpipe.film.talk import MOST_TURNS, Talk, Turn, aloud, cleaned, grounded, heard, parted, proposed

RAW = 'Good. Who is it for?\n---\n{"product": "candles", "messages": ["by hand", "no plastic"], "asks": "audience"}'


def said(*texts: str) -> Talk:
    return Talk(turns=tuple(Turn(who="person", text=text) for text in texts))


def test_an_answer_is_words_and_facts():
    reply = parted(RAW)
    assert reply.say == "Good. Who is it for?"
    assert reply.facts["asks"] == "audience"


@pytest.mark.parametrize(
    ("raw", "say"),
    [
        ("Only words", "Only words"),
        ("Words\n---\nno JSON", "Words"),
        ("Words\n---\n{broken", "Words"),
        ('Words\n```json\n{"tone": "calm"}\n```', "Words"),
        ("Words\n---\n" + "[" * 100_000, "Words"),
        ("Wo\x1b[31mrds\n---\n[1]", "Wo [31mrds"),
    ],
)
def test_an_answer_that_keeps_to_nothing_is_words_all_the_same(raw, say):
    assert parted(raw).say == say


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_facts_are_never_spoken_however_an_answer_comes(size):
    parts = [RAW[at : at + size] for at in range(0, len(RAW), size)]
    assert "".join(aloud(parts)) == "Good. Who is it for?"


def test_who_hears_the_words_waits_for_the_facts():
    came = []

    def parts():
        for part in RAW:
            came.append(part)
            yield part

    list(aloud(parts()))
    assert "".join(came) == RAW


def test_words_with_dashes_are_words():
    assert "".join(aloud(["Warm - or ", "cool?\n- one\n", "- two"])) == "Warm - or cool?\n- one\n- two"


def test_what_a_model_makes_up_fills_only_what_nobody_spoke_of():
    talk = said("candles that smell of the sea").put(Part.TONE, "calm", "said")
    found = proposed(talk, {"tone": "explosive", "style": "neon noir", "product": "candles that smell of the sea"})
    assert found.value(Part.TONE) == "calm"
    assert (found.value(Part.STYLE), found.known[Part.STYLE].by) == ("neon noir", "model")
    assert found.own(Part.STYLE) == ""
    assert found.known[Part.PRODUCT].by == "said"


def test_a_models_word_never_becomes_a_length_or_a_place():
    found = proposed(
        said("a film"), {"length": "600 s", "where": "cinema", "kind": "story", "done": True, "budget": 99}
    )
    assert found.known == {}
    assert (found.kind, found.done) == (None, False)


def test_a_field_written_by_hand_stays():
    talk = said("for cyclists").put(Part.AUDIENCE, "teachers", "hand")
    assert proposed(talk, {"audience": "cyclists"}).value(Part.AUDIENCE) == "teachers"
    assert heard(talk, {"audience": "cyclists"}).value(Part.AUDIENCE) == "teachers"
    asked = talk.model_copy(update={"asks": Part.AUDIENCE})
    assert heard(asked, {"audience": "cyclists"}).value(Part.AUDIENCE) == "cyclists"


def test_words_are_the_persons_own_only_where_all_of_them_are():
    assert grounded("steel bottle", "I sell a STEEL bottle")
    assert not grounded("steel bottle for 20 dollars", "I sell a steel bottle")
    assert not grounded("", "anything")


def test_hostile_values_are_short_plain_lines():
    assert cleaned(["- one\x07", {"two": 2}, 3, "x" * 900]).splitlines()[:2] == ["one", "3"]
    assert len(cleaned("x" * 900)) == 500
    assert cleaned({"a": 1}) == cleaned(None) == ""


def test_a_talk_ends_somewhere():
    talk = Talk(turns=tuple(Turn(who="person", text="more") for _ in range(MOST_TURNS)))
    with pytest.raises(LimitReached):
        talk.spoken(Turn(who="person", text="more"))


@pytest.mark.parametrize("kind", FilmKind)
def test_a_whole_brief_of_every_kind_is_complete_and_an_empty_one_is_not(kind):
    assert sum(WEIGHTS[kind].values()) == 100
    assert completeness(list(Part), kind) == 100
    assert completeness([], kind) == 0
    assert 0 < completeness([Part.PRODUCT], kind) < 100


def test_a_talk_is_kept_as_it_is():
    talk = said("hello").put(Part.MESSAGES, "one\ntwo", "hand")
    assert Talk.model_validate(json.loads(json.dumps(talk.plain()))) == talk
