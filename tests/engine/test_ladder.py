"""The ladder of refusals, pure: which rung is in force, for how long, and what each makes of recipes and requests."""

import pytest
from book import STAGES, Book, board, scene, settings

from vidpipe.engine.ladder import next_rung
from vidpipe.engine.plan import Plan
from vidpipe.film.slot import STORYBOARD
from vidpipe.film.storyboard import Camera
from vidpipe.recipe import Recipe, imported
from vidpipe.take import Phase, SlotView, State, Verb

CLIP, END = "scene/bbbb/clip", "scene/bbbb/keyframe/end"
NEXT = "scene/cccc/keyframe/start"


@pytest.fixture
def book() -> Book:
    """A film up to its pictures, whose second clip was refused once."""
    made = film("ask")
    refuse(made)
    return made


def film(ladder: str) -> Book:
    made = Book(settings=settings(ladder=ladder))
    made.decide("", Verb.GO, "")
    made.write(STORYBOARD, board(scene("aaaa"), scene("bbbb"), scene("cccc", continuity="continue")))
    for _ in range(12):
        now = made.plan()
        made.record(now)
        for slot in now.runnable:
            if "/clip" not in slot:
                made.perform(slot)
    return made


def recipe(book: Book, slot: str = CLIP) -> Recipe:
    found = book.plan().slots[slot].recipe
    assert found
    return found


def refuse(book: Book, slot: str = CLIP) -> None:
    book.attempt(slot, recipe(book, slot), Phase.FAILED, error="policy")


def view(book: Book, slot: str = CLIP) -> SlotView:
    return book.plan().slots[slot]


def soften(book: Book, rung: int, *slots: str, actor: str = "me") -> None:
    for slot in slots or (CLIP,):
        book.decide(slot, Verb.SOFTEN, str(rung), actor=actor)
    for slot in slots or (CLIP,):
        book.go(slot)


def prompt(book: Book, slot: str = CLIP) -> str:
    stage = next(stage for stage in STAGES if stage.name == view(book, slot).stage)
    return str(stage.request(recipe(book, slot), {}).prompt)  # type: ignore[attr-defined]


def policy(plan: Plan) -> list[tuple[str, str]]:
    return [(made.slot, made.value) for made in plan.policy if made.verb is Verb.SOFTEN]


# ------------------------------------------------------------ one rung after another


def test_a_refused_clip_waits_and_is_not_sent_again_by_itself(book: Book) -> None:
    assert view(book).state is State.BLOCKED
    assert view(book).failure == "policy"
    assert CLIP not in book.plan().runnable
    assert policy(book.plan()) == []


def test_the_first_rung_asks_the_very_same_once(book: Book) -> None:
    before = recipe(book).key
    soften(book, 1)
    assert CLIP in book.plan().runnable
    assert recipe(book).key == before
    refuse(book)
    assert view(book).state is State.BLOCKED
    assert CLIP not in book.plan().runnable


def test_the_second_rung_asks_in_gentler_words_and_says_so_in_the_recipe(book: Book) -> None:
    plain = prompt(book)
    soften(book, 2)
    assert recipe(book).params["softened"] == 2
    assert CLIP in book.plan().runnable
    assert prompt(book).endswith(plain)
    assert prompt(book) != plain


def test_the_third_rung_makes_the_end_picture_anew_and_then_the_clip_and_nothing_else(book: Book) -> None:
    for slot in ("scene/aaaa/clip", "scene/cccc/clip"):
        book.perform(slot)
    picture, seed = recipe(book, END).inputs, recipe(book, END).params["seed"]
    soften(book, 3, END, CLIP)
    assert book.plan().runnable == (END,)
    assert recipe(book, END).params["softened"] == 3
    assert prompt(book, END).count("fit for all ages") == 1
    book.perform(END)
    book.record(book.plan())
    assert view(book, END).fresh
    assert recipe(book).params["softened"] == 3
    assert book.plan().runnable == (CLIP,)
    assert view(book, NEXT).state is State.STALE, "the next scene, which goes on from there, waits for consent"
    assert (recipe(book, END).inputs, recipe(book, END).params["seed"]) == (picture, seed)


def test_an_end_picture_picked_again_is_not_asked_about_with_the_same_words_again(book: Book) -> None:
    soften(book, 2)
    refuse(book)
    first = view(book, END).take
    soften(book, 3, END, CLIP)
    book.perform(END)
    assert first
    book.decide(END, Verb.PICK, str(first.id))
    assert recipe(book).params["softened"] == 2
    assert view(book).state is State.BLOCKED
    assert CLIP not in book.plan().runnable


# ------------------------------------------------------------ how long a rung holds


def reworded(**changes: object) -> object:
    return board(scene("aaaa"), scene("bbbb", **changes), scene("cccc", continuity="continue"))


@pytest.mark.parametrize(
    "changes",
    [
        {"motion_prompt": "the cat runs"},
        {"end_prompt": "another end"},
        {"camera": Camera(move="crane up")},
        {"models": {"video": "local/animator-1"}},
    ],
)
def test_a_change_of_words_or_model_by_the_person_ends_the_rung(book: Book, changes: dict[str, object]) -> None:
    soften(book, 2)
    book.write(STORYBOARD, reworded(**changes))
    assert view(book).rung == 0
    assert "softened" not in recipe(book).params


@pytest.mark.parametrize("changes", [{"title": "Another"}, {"narration": "Other words"}, {"frames": 30}])
def test_what_is_not_its_words_leaves_the_rung(book: Book, changes: dict[str, object]) -> None:
    soften(book, 2)
    book.write(STORYBOARD, reworded(**changes))
    assert view(book).rung == 2


def test_a_note_ends_the_rung_too(book: Book) -> None:
    soften(book, 2)
    book.decide(CLIP, Verb.NOTE, reason="slower")
    assert view(book).rung == 0


def test_a_take_brings_its_rung_back_when_it_is_picked(book: Book) -> None:
    soften(book, 2)
    book.perform(CLIP)
    soft = view(book).take
    assert soft
    assert view(book).fresh
    own = book.fill(CLIP, imported("7" * 64), "7" * 64, actor="me")
    assert view(book).rung == 0
    assert view(book).fresh
    book.decide(CLIP, Verb.PICK, str(soft.id))
    assert (view(book).rung, view(book).fresh) == (2, True)
    book.decide(CLIP, Verb.PICK, str(own.id))
    assert view(book).fresh


def test_its_own_words_again_is_a_rung_of_none(book: Book) -> None:
    soften(book, 2)
    book.perform(CLIP)
    book.decide(CLIP, Verb.SOFTEN, "0")
    assert view(book).state is State.BLOCKED, "which is what became of those words"
    assert "softened" not in recipe(book).params


# ------------------------------------------------------------ by itself


def test_automatic_climbs_two_rungs_by_policy_and_then_asks() -> None:
    made = film("auto")
    refuse(made)
    for rung in ("1", "2"):
        now = made.plan()
        assert policy(now) == [(CLIP, rung)]
        assert now.slots[CLIP].state is State.QUEUED, "the film is at work, not at rest"
        made.record(now)
        assert CLIP in made.plan().runnable
        refuse(made)
    assert policy(made.plan()) == []
    assert view(made).state is State.BLOCKED
    assert view(made).rung == 2


def test_a_rung_by_policy_takes_no_consent_back_and_gives_none() -> None:
    made = film("auto")
    for slot in ("scene/aaaa/clip", CLIP, "scene/cccc/clip"):
        made.perform(slot)
    made.write(STORYBOARD, reworded(motion_prompt="the cat runs"))
    assert CLIP not in made.plan().runnable
    made.go(CLIP)
    refuse(made)
    made.record(made.plan())
    assert view(made).rung == 1
    assert CLIP in made.plan().runnable


@pytest.mark.parametrize("ladder", ["off", "ask"])
def test_nothing_is_climbed_by_policy_unless_it_is_automatic(ladder: str) -> None:
    made = film(ladder)
    refuse(made)
    assert policy(made.plan()) == []
    assert next_rung(made.settings.ladder, view(made)) == (1 if ladder == "ask" else 0)


def test_a_clip_that_failed_otherwise_climbs_nothing() -> None:
    made = film("auto")
    made.attempt(CLIP, recipe(made), Phase.FAILED, error="invalid")
    assert view(made).state is State.FAILED
    assert policy(made.plan()) == []


def test_a_clip_called_off_climbs_nothing() -> None:
    made = film("auto")
    refuse(made)
    made.decide(CLIP, Verb.CANCEL)
    assert policy(made.plan()) == []


def test_a_film_that_asks_for_nothing_new_says_nothing_new() -> None:
    plain = settings().plain()
    assert "ladder" not in plain
    made = film("ask")
    for slot in (CLIP, END):
        assert {"softened", "without", "instruction", "extends"}.isdisjoint(recipe(made, slot).params)
