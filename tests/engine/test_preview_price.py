"""The price of a change that is told before it is made is the price that is paid for it."""

from pathlib import Path

from book import board, scene
from shop import CENTS_4, START, Shop

from vidpipe.engine.consent import terms
from vidpipe.engine.estimate import preview
from vidpipe.engine.plan import Plan
from vidpipe.film.storyboard import Storyboard
from vidpipe.recipe import canonical, imported
from vidpipe.take import Decision, Verb


def planned(here: Shop) -> Plan:
    return here.outside.plan(here.store.records("film"))


def written(here: Shop, storyboard: Storyboard) -> Plan:
    """The film's plan with another storyboard."""
    name = here.store.blobs.put(canonical(storyboard.plain()).encode(), "application/json")
    here.store.import_take(
        "film", "storyboard", digest=name, mime="application/json", meta={}, recipe=imported(name), actor="me"
    )
    return planned(here)


def paid(here: Shop) -> int:
    before = here.spent
    here.store.decide("film", [Decision(slot="", verb=Verb.GO, value=terms(here.outside.stages), actor="me")])
    here.run()
    return here.spent - before


def test_an_edit_of_a_prompt_costs_what_was_said_and_what_follows_is_counted(tmp_path: Path) -> None:
    here = Shop(tmp_path)
    here.run()
    before = planned(here)
    told = preview(here.outside, before, written(here, board(scene("aaaa", start_prompt="another"))))
    assert (set(told.stale), told.micros, told.confidence) == (
        {START, "scene/aaaa/keyframe/end"},
        2 * CENTS_4,
        "fixed",
    )
    assert paid(here) == told.micros


def test_a_new_scene_makes_nothing_stale_and_costs_its_own_pictures(tmp_path: Path) -> None:
    here = Shop(tmp_path)
    here.run()
    before = planned(here)
    told = preview(here.outside, before, written(here, board(scene("aaaa"), scene("bbbb"))))
    assert (told.stale, told.micros) == ((), 2 * CENTS_4)
    assert paid(here) == told.micros


def test_going_back_to_what_was_made_before_is_free(tmp_path: Path) -> None:
    here = Shop(tmp_path)
    here.run()
    written(here, board(scene("aaaa", start_prompt="another")))
    paid(here)
    before = planned(here)
    told = preview(here.outside, before, written(here, board(scene("aaaa"))))
    assert paid(here) == 0
    assert told.micros <= CENTS_4, "what follows from a cached picture may be reckoned at its price, never less"
