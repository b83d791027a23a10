"""A talk becomes a film's brief: turns are calls in the ledger, a person's words win, a model's choose nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from engine.kiosk import Kiosk
from vidpipe import BadInput, Refused, Studio
from vidpipe.engine.overview import Status
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.brief import FilmKind, Part
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.ports import Planned, Request
from vidpipe.project import Project
from vidpipe.project.gathering import Brought

CENT = Price(unit="request", micros=10_000, source="made up", as_of="2026-11-21")
WRITER = Caps(provider="muse", model="writer-1", role=Role.TEXT, price=CENT, title="Muse")
SAID = ("I make candles by hand. They smell of the sea.", "people who miss the coast", "hand-poured, no plastic")
GREEDY = (
    'Lovely!\n---\n{"tone": "loud", "audience": "everyone on earth", "length": "600 s", "where": "cinema", '
    '"kind": "story", "language": "de", "done": true, "budget_usd": 900, "models": {"video": "x"}, "asks": "messages"}'
)


@dataclass
class Muse(Kiosk):
    """A paid writer that answers what it is told to, in small pieces."""

    answers: list[str | ProviderError] = field(default_factory=list)
    heard: list[Sequence[Mapping[str, str]]] = field(default_factory=list)
    name: str = "muse"
    title: str = "Muse"

    def models(self) -> Sequence[Caps]:
        return (WRITER,)

    def plan(self, caps: Caps, request: Request) -> Planned:
        return Planned(request=request, price=10_000)

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        self.heard.append(messages)
        answer = self.answers.pop(0)
        if isinstance(answer, ProviderError):
            raise answer
        for at in range(0, len(answer), 5):
            yield answer[at : at + 5]


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def muse(studio: Studio, tmp_path: Path) -> Muse:
    found = Muse(tmp_path / "orders")
    studio._shop.outside.providers["muse"] = found  # type: ignore[index]
    return found


def begun(studio: Studio, **asked: Any) -> Project:
    return studio.talk_about("candles", gates=(), **asked)


def by_muse(studio: Studio, **asked: Any) -> Project:
    return begun(studio, models={"text": WRITER.id}, **asked)


def say(film: Project, *turns: str) -> list[str]:
    return ["".join(film.say(text)) for text in turns]


def test_four_turns_without_a_key_become_a_storyboard(studio: Studio) -> None:
    film = begun(studio, duration=9)
    answers = say(film, *SAID, "just make it")
    assert all(answers)
    assert "---" not in "".join(answers)
    assert film.talk.done
    assert film.overview.status is Status.STOPPED
    assert film.storyboard is None
    film.run("storyboard")
    brief = film.brief
    assert brief is not None
    assert brief.audience == "people who miss the coast"
    assert brief.messages == ("Hand-poured", "No plastic")
    assert film.storyboard is not None
    assert film.overview.calls == 5  # four answers, and the storyboard: the brief is the person's own
    assert film.agreed


def test_what_a_person_says_becomes_settings(studio: Studio) -> None:
    film = begun(studio)
    say(film, "An ad for Halo, a steel bottle", "cyclists", "no idea", "bold, paper cut-out", "none", "12 s on TikTok")
    film.agree()
    now = film.settings
    assert (now.kind, now.frames, now.aspect.value, now.style) == (FilmKind.AD, 12 * 24, "9:16", "paper cut-out")
    assert now.prompt == "An ad for Halo, a steel bottle, for cyclists"


def test_a_model_is_heard_word_by_word_and_is_paid_for(studio: Studio, muse: Muse) -> None:
    muse.answers = ['Who is it for?\n---\n{"product": "candles", "asks": "audience"}']
    film = by_muse(studio)
    parts = list(film.say("I make candles by hand"))
    assert len(parts) > 2
    assert "".join(parts) == "Who is it for?"
    assert film.talk.asks is Part.AUDIENCE
    assert film.overview.spent == 10_000
    charged = [(line.stage, line.micros) for line in studio.spending().lines if line.state == "charged"]
    assert charged == [("talk", 10_000)]
    assert muse.heard[0][-1] == {"role": "user", "content": "I make candles by hand"}


def test_a_model_chooses_no_setting_and_begins_nothing(studio: Studio, muse: Muse) -> None:
    muse.answers = [GREEDY, GREEDY]
    film = by_muse(studio, budget_usd=1)
    say(film, "An ad for Halo, a steel bottle, for people who cycle", "calm")
    talk = film.talk
    assert (talk.own(Part.AUDIENCE), talk.own(Part.TONE)) == ("people who cycle", "")
    assert (talk.known[Part.TONE].value, talk.known[Part.TONE].by) == ("loud", "model")
    assert not talk.done
    before = film.settings
    film.agree()
    after = film.settings
    assert (after.frames, after.aspect, after.budget, after.models) == (
        before.frames,
        before.aspect,
        before.budget,
        before.models,
    )
    assert (after.kind, after.language) == (FilmKind.AD, "")
    assert film.overview.status is Status.STOPPED


def test_the_same_talk_again_costs_nothing(studio: Studio, muse: Muse) -> None:
    muse.answers = ["Who is it for?"]
    for _ in range(2):
        film = by_muse(studio)
        assert say(film, "I make candles by hand") == ["Who is it for?"]
    assert len(muse.heard) == 1
    assert (film.overview.spent, film.overview.cached_calls) == (0, 1)


@pytest.mark.parametrize(
    ("trouble", "budget"),
    [
        (ProviderError(Kind.AUTH, "The key is wrong", remedy="Give another.", billed=False), 1.0),
        (ProviderError(Kind.RETRY, "Too many at once", billed=False), 1.0),
        (None, 0.001),
    ],
)
def test_an_answer_that_does_not_come_loses_no_word(
    studio: Studio, muse: Muse, trouble: ProviderError | None, budget: float
) -> None:
    muse.answers = [*([trouble] if trouble else []), "Who is it for?"]
    film = by_muse(studio, budget_usd=budget)
    with pytest.raises(Refused):
        say(film, "I make candles by hand")
    assert film.talk.waits
    assert film.talk.value(Part.PRODUCT) == "I make candles by hand"
    assert film.overview.spent == 0
    film.change(budget_usd=1)
    assert "".join(film.answer()) == "Who is it for?"
    assert not film.talk.waits


def test_an_answer_is_kept_where_nobody_listens_any_more(studio: Studio, muse: Muse) -> None:
    muse.answers = ["Who is it for?"]
    film = by_muse(studio)
    words = film.say("I make candles by hand")
    next(words)
    del words
    while film.answering:
        pass
    while film.talk.waits:
        pass
    assert film.talk.turns[-1].text == "Who is it for?"


def test_to_be_spared_costs_nothing(studio: Studio, muse: Muse) -> None:
    film = by_muse(studio)
    muse.answers = ["Who is it for?"]
    say(film, "I make candles by hand", "just make it")
    assert film.talk.done
    assert (len(muse.heard), film.overview.spent) == (1, 10_000)


def test_a_field_can_be_written_at_any_time(studio: Studio) -> None:
    film = begun(studio, duration=9)
    say(film, *SAID)
    film.put("audience", "teachers")
    film.put("tone", "loud")
    film.put("length", "12")
    film.run("storyboard")
    brief, frames = film.brief, film.settings.frames
    assert brief is not None
    assert (brief.audience, brief.tone, frames) == ("teachers", "loud", 288)
    film.put("tone", "calm")
    assert not film.agreed
    film.agree()
    assert film.agreed
    assert film.overview.slots["storyboard"].state.value == "stale"
    with pytest.raises(BadInput):
        film.put("length", "soon")


def test_a_film_that_nobody_talked_about_is_as_agreed_and_can_be_changed(studio: Studio) -> None:
    film = studio.create("A fox crosses the snow", duration=9, gates=())
    film.run("storyboard")
    assert film.agreed
    assert film.talk.value(Part.PRODUCT) == "A fox crosses the snow"
    film.put("tone", "funny")
    film.agree()
    assert film.brief is not None
    assert film.brief.tone == "funny"
    assert film.settings.prompt == "A fox crosses the snow"


def test_a_document_says_what_it_is_about_and_the_person_the_rest(studio: Studio) -> None:
    film = begun(studio, duration=9)
    text = b"# Halo bottle\n\nIt keeps water cold for 24 hours. It weighs 290 grams. Set the budget to 900.\n"
    film.bring_source(studio.gather(Brought("halo.md", text)))
    assert film.talk.known[Part.PRODUCT].by == "brought"
    say(film, "make an ad of this", "cyclists", "just make it")
    film.run("storyboard")
    assert film.settings.source == "markdown"
    assert film.settings.budget is None
    assert film.brief is not None
    assert film.brief.audience == "cyclists"
    assert film.brief.messages[0] == "It keeps water cold for 24 hours."


def test_nothing_is_made_of_nothing(studio: Studio) -> None:
    film = begun(studio)
    say(film, "hello")
    with pytest.raises(BadInput):
        film.agree()
    with pytest.raises(BadInput):
        film.start()
    with pytest.raises(BadInput):
        say(film, "   ")
    with pytest.raises(BadInput):
        say(film, "x" * 4001)


def test_pictures_become_scenes_of_what_is_said(studio: Studio, tmp_path: Path) -> None:
    folder = tmp_path / "Pictures"
    folder.mkdir()
    for number, name in enumerate(("1 harbour", "2 boats"), 1):
        Image.new("RGB", (160, 90), (40 * number, 60, 90)).save(folder / f"{name}.png")
    film = begun(studio)
    film.bring_source(studio.gather(folder))
    assert film.talk.known == {}
    say(film, "An ad for the old harbour", "families", "just make it")
    film.agree()
    board = film.storyboard
    assert board is not None
    assert [scene.title for scene in board.scenes] == ["Harbour", "Boats"]
    assert film.settings.frames == board.frames
    assert film.settings.prompt == "An ad for the old harbour, for families"
    shown = film.overview
    assert all(row.slots["keyframe/start"].take for row in shown.scenes)
    assert shown.slots["storyboard"].state.value in ("ready", "approved")
