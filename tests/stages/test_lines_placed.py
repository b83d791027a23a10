"""The plans of cut and mix hold the placed lines: those that fit leave every key as it was, the others are moved."""

from typing import Any

import pytest

from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.edit import Edit
from vidpipe.film.project import Film, Settings
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.recipe import Recipe, digest
from vidpipe.stages import mix
from vidpipe.stages.cut import STAGE as CUT
from vidpipe.stages.cutting import plan_of
from vidpipe.stages.mix import STAGE as MIX
from vidpipe.take import Take

CAPS = {
    Role.VIDEO: Caps(provider="local", model="animator-1", role=Role.VIDEO, handles=True),
    Role.SPEECH: Caps(provider="local", model="narrator-1", role=Role.SPEECH, languages=("en",)),
}
BOARD = Storyboard(
    scenes=tuple(Scene(id=name, frames=48, start_prompt=name, narration=f"Of {name}.") for name in ("open", "goes"))
)


def film(edit: Edit = Edit()) -> Film:  # noqa: B008
    settings = Settings(prompt="a film", language="en", music=False)
    return Film(settings=settings, caps=CAPS, storyboard=BOARD, edit=edit)


def take(slot: str, **meta: Any) -> Take:
    return Take(
        id=1,
        slot=slot,
        number=1,
        digest=digest(slot.encode()),
        mime="video/mp4" if "clip" in slot else "audio/wav",
        recipe=Recipe(stage="x", version=1),
        meta=meta,
        created="2026-01-01T00:00:00Z",
    )


def recipe(stage: Any, made: Film, *lengths: int | None) -> Recipe:
    """With lines of so many milliseconds."""
    name = stage.slots(made)[0]
    told = dict(zip(("open", "goes"), lengths, strict=True))
    slots = [need.slot for need in stage.needs(made, name)]
    heard = {slot: told[slot.split("/")[1]] for slot in slots if "narration" in slot}
    inputs = {slot: take(slot, **({"milliseconds": heard[slot]} if heard.get(slot) else {})) for slot in slots}
    return stage.recipe(made, name, inputs)


@pytest.mark.parametrize("stage", [CUT, MIX])
def test_lines_that_fit_leave_the_key_as_it_was_before_they_were_measured(stage: Any) -> None:
    assert recipe(stage, film(), 1600, 900).key == recipe(stage, film(), None, None).key
    assert recipe(stage, film(), 2300, 900).key != recipe(stage, film(), None, None).key


def test_a_line_too_long_is_moved_in_cut_and_mix_alike() -> None:
    plan = plan_of(recipe(CUT, film(), 2300, 500))
    assert [(line.start, line.frames) for line in plan.voice] == [(3, 56), (62, 34)]
    assert mix.plan_of(recipe(MIX, film(), 2300, 500)).voice == plan.voice


def test_a_silent_voice_is_never_too_long() -> None:
    quiet = film(Edit().with_scene("open", voice_db=-60))
    assert [line.start for line in plan_of(recipe(CUT, quiet, 9000, 500)).voice] == [8, 56]


def test_a_line_put_by_hand_begins_there_and_says_so_in_the_recipe() -> None:
    was, now = (recipe(CUT, film(edit), 500, 500) for edit in (Edit(), Edit().with_scene("goes", voice_at=20)))
    assert [line.start for line in plan_of(now).voice] == [8, 68]
    assert {name for name in now.params if now.params[name] != was.params.get(name)} == {"narration"}


def test_the_film_s_own_choice_holds_for_clips_that_have_none() -> None:
    edit = Edit(clip_db=-12).with_scene("goes", clip_db=-60)
    assert [shot.gain_db for shot in plan_of(recipe(CUT, film(edit), 500, 500)).shots] == [-12, None]
    assert Edit.model_validate(Edit().plain()) == Edit()
    assert "clip_db" not in Edit().plain()
    assert "voice_at" not in Edit().with_scene("goes", voice_db=-3).plain()["scenes"]["goes"]
