"""A further language follows the film and never holds it up."""

from book import STAGES, Book, board, scene, settings

from vidpipe.engine.overview import Overview, Status, overview
from vidpipe.film.lines import Lines, written
from vidpipe.take import Phase, State, Verb

WORDS, OTHER, OWN = "lines/es", "cut/16x9/es/master", "cut/16x9/en/master"
TOLD = board(scene("aaaa", narration="It begins."), scene("bbbb", words="The end", card="end"))
SAID = {"aaaa": {"narration": "Empieza."}, "bbbb": {"words": "Fin"}}


def seen(book: Book) -> Overview:
    return overview(book.records(), book.plan(), STAGES, ahead=0, counts={})


def begun(**changes) -> Book:
    """A film with its storyboard, of which the words in Spanish are not asked for yet."""
    book = Book(settings=settings(languages=("es",), frames=48, **changes))
    book.perform("brief")
    book.record(book.plan())
    book.write("storyboard", TOLD, book.plan().slots["storyboard"].recipe)
    return book


def refused() -> Book:
    """The writer could not put its words into Spanish; all else is made."""
    book = begun()
    book.record(book.plan())
    book.attempt(WORDS, book.plan().slots[WORDS].recipe, Phase.FAILED, error="invalid")
    book.settle()
    return book


def spoken(book: Book, *names: str) -> Lines:
    said = {name: SAID[name] for name in names}
    return written(TOLD, book.plan().film.lines.get("es"), "es", said=said)


def translated() -> Lines:
    """The words as a writer gives them."""
    whole = written(TOLD, None, "es", said=SAID)
    return whole.model_copy(update={"scenes": tuple(one.model_copy(update={"hand": ()}) for one in whole.scenes)})


def test_a_language_that_cannot_be_told_leaves_the_film_complete_and_says_what_waits():
    now = seen(refused())
    assert (now.status, now.slots[OWN].fresh, now.slots[OTHER].state) == (Status.COMPLETE, True, State.EMPTY)
    assert now.slots[WORDS].state is State.FAILED
    assert now.waiting == ("words in Spanish: invalid",)
    assert State.FAILED not in now.steps.values()


def test_words_by_hand_take_its_place_and_the_cut_waits_for_the_last_of_them():
    book = refused()
    book.write(WORDS, spoken(book, "aaaa"))
    book.settle()
    now = seen(book)
    assert (now.slots[WORDS].state, now.slots[OTHER].state, now.status) == (
        State.APPROVED,
        State.EMPTY,
        Status.COMPLETE,
    )
    assert now.waiting == ("words in Spanish: those of scene 2 are to be written by hand",)
    assert "scene 2 are not written in Spanish" in now.slots[OTHER].message
    made = book.made
    book.write(WORDS, spoken(book, "bbbb"))
    book.settle()
    now = seen(book)
    assert (now.slots[OTHER].fresh, now.waiting, book.made - made) == (True, (), 1)


def test_adding_a_language_makes_words_voice_and_cut_of_it_and_nothing_else():
    book = begun()
    book.settings = settings(frames=48)
    book.settle()
    was = {slot: view.take.digest for slot, view in book.plan().slots.items()}
    book.settings = settings(frames=48, languages=("es",))
    assert book.plan().runnable == (WORDS,)
    book.write(WORDS, translated(), book.plan().slots[WORDS].recipe)
    book.settle()
    now = book.plan().slots
    assert {slot: now[slot].take.digest for slot in was} == was
    assert set(now) - set(was) == {WORDS, OTHER}


def test_a_gate_after_the_sound_waits_for_the_words_before_they_are_used():
    book = begun(gates=("sound",))
    book.record(book.plan())
    book.write(WORDS, translated(), book.plan().slots[WORDS].recipe)
    book.settle()
    now = seen(book)
    assert (now.slots[WORDS].state, now.slots[OTHER].state) == (State.READY, State.EMPTY)
    assert now.status is Status.AWAITING_APPROVAL
    book.decide(WORDS, Verb.APPROVE, now.slots[WORDS].take.digest)
    assert seen(book).slots[WORDS].state is State.APPROVED


def test_a_scene_that_came_later_takes_the_other_cut_back_until_it_has_words():
    book = begun()
    book.record(book.plan())
    book.write(WORDS, spoken(book, "aaaa", "bbbb"))
    book.settle()
    assert seen(book).slots[OTHER].fresh
    more = board(*TOLD.scenes, scene("cccc", narration="And more."))
    book.write("storyboard", more)
    book.settle()
    now = seen(book)
    assert (now.slots[OWN].fresh, now.slots[OTHER].state) == (True, State.STALE)
    assert "scene 3 are not written in Spanish" in now.slots[OTHER].causes[0].reason
    assert now.status is Status.COMPLETE
