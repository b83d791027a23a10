"""Refusals, doubts, edits and extensions through the façade: what each costs before and after, and what it asks for."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "engine"))

from atelier import EDITOR, FILMER, PICTURE, SECOND, SENIOR, SKETCHER, Atelier, Judge, lenient, refusal

from vidpipe import BadInput, Refused, Studio
from vidpipe.engine.overview import Status
from vidpipe.engine.pace import Pace
from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.film.revising import changed, timed
from vidpipe.ports import Request
from vidpipe.project import Project
from vidpipe.take import SlotView, State

MODELS = {"image": EDITOR.id, "video": FILMER.id}
SMALL = {"quality": "draft", "narration": False, "music": False, "until": "clips", "models": MODELS}
SCENES = [
    {"start_prompt": "A lighthouse", "motion_prompt": "The lamp turns", "frames": 48},
    {"start_prompt": "A lantern", "motion_prompt": "The flame is cut", "frames": 48},
]
CLIP = 2 * SECOND
"""The price of a clip of two seconds."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A workspace that makes no by-products: nothing here looks at them."""
    with Studio(tmp_path_factory.mktemp("remedies") / "data", actor="Ada") as opened:
        outside = opened._shop.outside
        made = tuple(stage for stage in outside.stages if not stage.side)
        object.__setattr__(outside, "stages", made)
        object.__setattr__(outside, "pace", Pace(haste=1000))
        yield opened


@pytest.fixture(autouse=True)
def _no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    from vidpipe.workshop import Workshop

    monkeypatch.setattr(Workshop, "start_worker", lambda self: None)


@pytest.fixture
def atelier(studio: Studio) -> Atelier:
    """A far side of its own for each test; what earlier tests paid for is not in the cache for this one."""
    made = Atelier()
    studio._shop.outside.providers["atelier"] = made  # type: ignore[index]
    return made


Make = Callable[..., Project]


@pytest.fixture
def make(studio: Studio, atelier: Atelier, request: pytest.FixtureRequest) -> Make:
    """A film of two scenes, made as far as the far side lets it; its words are the test's own."""

    def made(judge: Judge = lenient, **asked: object) -> Project:
        atelier.judge = judge
        scenes = [scene | {"action": request.node.name} for scene in SCENES]
        film = studio.create(request.node.name, storyboard=scenes, **(SMALL | asked))  # type: ignore[arg-type]
        film.run()
        return film

    return made


def work(film: Project) -> None:
    """What the worker does that `wake` starts, here and now, without the consent that `run` gives."""
    with film._shop.working(everything=False) as worker:
        worker.look_at(film.id)
        worker.wait(lambda: film.overview.status.resting and worker.idle, every=0.05)


def slot(film: Project, name: str, place: int = 1) -> SlotView:
    return next(view for part, view in film.overview.scenes[place].slots.items() if part.startswith(name))


def name(film: Project, part: str, place: int = 1) -> str:
    return slot(film, part, place).slot


def cutting(request: Request) -> ProviderError | None:
    """Refuses clips in which something is cut, unless they are asked for gently."""
    sharp = request.role is Role.VIDEO and "is cut" in request.prompt and "all ages" not in request.prompt
    return refusal() if sharp else None


class Squeamish:
    """Refuses every clip that ends on the picture it saw at its first refusal."""

    def __init__(self) -> None:
        self.disliked = ""

    def __call__(self, request: Request) -> ProviderError | None:
        last = request.ref("last")
        if request.role is not Role.VIDEO or "is cut" not in request.prompt or last is None:
            return None
        self.disliked = self.disliked or last.digest
        return refusal("last", "E005") if last.digest == self.disliked else None


# ------------------------------------------------------------ refusals


def test_a_refused_clip_says_what_was_refused_and_offers_the_next_rung_with_its_price(make: Make) -> None:
    film = make(cutting)
    view = slot(film, "clip")
    assert view.state is State.BLOCKED
    assert view.message.endswith("Refused: the words (content_blocked).")
    found = film.offers(view.slot)
    assert found.refused == "prompt"
    assert [(rung.name, rung.price) for rung in found.rungs] == [("1", CLIP), ("2", CLIP), ("3", PICTURE + CLIP)]
    assert [(offer.name, offer.price) for offer in found.models if offer.name != "local/animator-2"][-1:] == [
        (SENIOR.id, 3 * CLIP)
    ]
    assert [(offer.name, offer.price) for offer in found.drops] == [("end keyframe", CLIP)]
    assert film.overview.status is Status.AWAITING_APPROVAL, "blocked is not failed"


def test_each_rung_is_a_try_with_its_own_price_and_a_refusal_that_is_not_billed_costs_nothing(
    make: Make, atelier: Atelier
) -> None:
    film = make(cutting)
    clip, spent = name(film, "clip"), film.overview.spent
    assert film.soften(clip) == 1
    work(film)
    assert (slot(film, "clip").state, slot(film, "clip").rung) == (State.BLOCKED, 1)
    assert film.overview.spent == spent
    assert film.soften(clip) == 2
    work(film)
    assert (slot(film, "clip").fresh, slot(film, "clip").rung) == (True, 2)
    assert film.overview.spent == spent + CLIP
    prompts = [request.prompt for request in atelier.tried if request.role is Role.VIDEO and "is cut" in request.prompt]
    assert len(prompts) == 3
    assert prompts[0] == prompts[1] != prompts[2]


def test_the_third_rung_pays_for_a_picture_and_a_clip_as_it_said(make: Make, atelier: Atelier) -> None:
    film = make(Squeamish(), ladder="auto")
    view = slot(film, "clip")
    assert (view.state, view.rung) == (State.BLOCKED, 2)
    assert film.offers(view.slot).refused == "last"
    assert [(rung.name, rung.price) for rung in film.offers(view.slot).rungs] == [("3", PICTURE + CLIP)]
    spent, asked = film.overview.spent, len(atelier.orders)
    assert film.soften(view.slot) == 3
    work(film)
    assert slot(film, "clip").fresh
    assert film.overview.spent == spent + PICTURE + CLIP
    assert [request.role for request in atelier.orders[asked:]] == [Role.IMAGE, Role.VIDEO]
    assert film.offers(view.slot).rungs == ()


def test_automatic_climbs_to_the_gentler_words_without_asking(make: Make, atelier: Atelier) -> None:
    film = make(cutting, ladder="auto")
    assert slot(film, "clip").fresh
    assert len([request for request in atelier.tried if "is cut" in request.prompt]) == 3
    decided = [event.detail for event in film.events() if event.detail.get("verb") == "soften"]
    assert [(made["value"], made["actor"]) for made in decided] == [("1", "policy"), ("2", "policy")]


def test_off_offers_and_climbs_nothing(make: Make) -> None:
    film = make(cutting, ladder="off")
    clip = name(film, "clip")
    assert film.offers(clip).rungs == ()
    with pytest.raises(Refused, match="ladder is off"):
        film.soften(clip)
    film.change(ladder="ask")
    assert slot(film, "clip").state is State.BLOCKED, "a change of the ladder is no reason to send it again"
    assert film.offers(clip).rungs


def test_new_words_begin_at_the_foot_of_the_ladder(make: Make) -> None:
    film = make(cutting)
    clip, scene = name(film, "clip"), film.overview.scenes[1].scene.id
    film.soften(clip, 2)
    work(film)
    film.revise(lambda board: changed(board, scene, motion_prompt="The flame grows"))
    film.redo(f"scene/{scene}")
    work(film)
    assert (slot(film, "clip").fresh, slot(film, "clip").rung) == (True, 0)


@pytest.mark.parametrize(
    ("rung", "error", "says"), [(4, BadInput, "no rung 4"), (None, Refused, "no clip that was refused")]
)
def test_what_cannot_be_climbed_is_refused(make: Make, rung: int | None, error: type[Exception], says: str) -> None:
    film = make()
    with pytest.raises(error, match=says):
        film.soften(name(film, "clip"), rung)


def test_a_clip_is_made_without_its_end_picture_and_with_it_again(make: Make, atelier: Atelier) -> None:
    film = make(Squeamish())
    clip = name(film, "clip")
    film.leave_out(clip, "end keyframe")
    work(film)
    assert slot(film, "clip").fresh
    assert [ref.use for ref in atelier.orders[-1].refs] == ["first"]
    assert film.offers(clip).left_out == ("end keyframe",)
    film.leave_out(clip)
    work(film)
    assert slot(film, "clip").state is State.BLOCKED, "which is what became of it with that picture"
    film.undo(clip) if film.history(clip).back else film.pick(clip, film.takes(clip)[-1].id)
    assert slot(film, "clip").fresh
    with pytest.raises(Refused, match="without its start keyframe"):
        film.leave_out(clip, "start keyframe")


def test_another_model_makes_this_scene_s_clip_for_what_was_said(make: Make) -> None:
    film = make(cutting)
    clip, spent = name(film, "clip"), film.overview.spent
    film._shop.outside.providers["atelier"].judge = lenient  # type: ignore[attr-defined]
    film.make_with(clip, SENIOR.id)
    work(film)
    made = slot(film, "clip").take
    assert made is not None
    assert (made.recipe.model, made.cost) == (SENIOR.id, 3 * CLIP)
    assert film.overview.spent == spent + 3 * CLIP
    assert "softened" not in made.recipe.params
    with pytest.raises(Refused, match="cannot make"):
        film.make_with(clip, EDITOR.id)


def test_a_fork_of_a_film_on_a_rung_stands_on_that_rung(make: Make) -> None:
    film = make(Squeamish(), ladder="auto")
    fork = film.fork()
    assert slot(fork, "clip").rung == 2


# ------------------------------------------------------------ doubts


def test_a_lost_answer_is_found_at_the_provider_and_nothing_is_paid_twice(make: Make, atelier: Atelier) -> None:
    film = make(until="keyframes")
    atelier.lost, atelier.recovery = 2, "ask"
    film.change(until="clips")
    film.run()
    assert [slot(film, "clip", place).state for place in (0, 1)] == [State.UNCERTAIN] * 2
    atelier.recovery = "lookup"
    spent, orders = film.overview.spent, len(atelier.orders)
    assert film.offers(name(film, "clip")).looks_up == "Atelier"
    for place in (0, 1):
        assert film.look_up(name(film, "clip", place))
    work(film)
    assert all(slot(film, "clip", place).fresh for place in (0, 1))
    assert len(atelier.orders) == orders
    assert film.overview.spent <= spent + 2 * CLIP
    assert film.overview.reserved == 0
    assert {take.meta["frames"] for place in (0, 1) for take in film.takes(name(film, "clip", place))} == {48}


def test_what_the_provider_never_got_is_not_charged_and_not_made_by_itself(make: Make, atelier: Atelier) -> None:
    film = make(until="keyframes")
    atelier.lost, atelier.recovery = 2, "ask"
    film.change(until="clips")
    film.run()
    assert film.offers(name(film, "clip")).looks_up == ""
    with pytest.raises(Refused, match="cannot be asked"):
        film.look_up(name(film, "clip"))
    atelier.recovery = "lookup"
    atelier.orders = [order for order in atelier.orders if order.role is Role.IMAGE]
    tried = len(atelier.tried)
    assert not film.look_up(name(film, "clip"))
    work(film)
    assert slot(film, "clip").state is State.FAILED
    assert len(atelier.tried) == tried
    with pytest.raises(Refused, match="Nothing is uncertain"):
        film.look_up(name(film, "clip"))


# ------------------------------------------------------------ edits


def test_a_picture_is_edited_by_an_instruction_and_what_comes_is_another_take(make: Make, atelier: Atelier) -> None:
    film = make(until="keyframes")
    end = name(film, "keyframe/end")
    before, offer, spent = slot(film, "keyframe/end").take, film.offers(end).edit, film.overview.spent
    assert before is not None
    assert offer is not None
    assert offer.price == PICTURE
    film.edit_picture(end, "  Make it snow ")
    work(film)
    view, asked = slot(film, "keyframe/end"), atelier.orders[-1]
    assert view.take is not None
    assert (view.fresh, view.takes, view.take.id != before.id) == (True, 2, True)
    assert film.overview.spent == spent + PICTURE
    assert (asked.task, asked.prompt) == ("edit", "Make it snow")
    assert [(ref.use, ref.digest) for ref in asked.refs] == [("source", before.digest)]
    assert view.take.recipe.params["instruction"] == "Make it snow"
    assert view.take.recipe.inputs["source"] == before.digest


def test_an_edit_goes_on_from_an_edit_and_undo_leads_back_through_both(make: Make) -> None:
    film = make(until="keyframes")
    start = name(film, "keyframe/start")
    for instruction in ("Make it snow", "At night"):
        film.edit_picture(start, instruction)
        work(film)
    first, snow, night = film.takes(start)
    assert night.recipe.inputs["source"] == snow.digest
    for shown in (snow, first):
        film.undo(start)
        view = slot(film, "keyframe/start")
        assert view.take == shown
        assert view.fresh, "a take that was picked again is not stale for the edits after it"
    film.redo_edit(start)
    assert slot(film, "keyframe/start").fresh


def test_another_take_of_an_edit_is_another_edit_of_the_same_picture(make: Make, atelier: Atelier) -> None:
    film = make(until="keyframes")
    start = name(film, "keyframe/start")
    film.edit_picture(start, "Make it snow")
    work(film)
    film.reroll(start)
    work(film)
    first, snow, again = film.takes(start)
    assert again.recipe.inputs["source"] == snow.recipe.inputs["source"] == first.digest
    assert again.recipe.sample == snow.recipe.sample + 1


def test_new_words_end_an_edit(make: Make, atelier: Atelier) -> None:
    film = make(until="keyframes")
    start, scene = name(film, "keyframe/start"), film.overview.scenes[1].scene.id
    film.edit_picture(start, "Make it snow")
    work(film)
    film.revise(lambda board: changed(board, scene, start_prompt="A torch"))
    view = slot(film, "keyframe/start")
    assert view.state is State.STALE
    assert not [cause for cause in view.causes if "source" in cause.reason or "instruction" in cause.reason]
    film.redo(f"scene/{scene}")
    work(film)
    assert slot(film, "keyframe/start").fresh
    assert [order.task for order in atelier.orders if "torch" in order.prompt] == ["keyframe"] * 2


def test_a_fork_has_the_edited_picture_and_nothing_to_pay(make: Make) -> None:
    film = make(until="keyframes")
    film.edit_picture(name(film, "keyframe/start"), "Make it snow")
    work(film)
    film.redo()
    work(film)
    fork = film.fork()
    assert slot(fork, "keyframe/start").fresh
    assert fork.estimate().micros == 0


def test_an_edit_that_is_refused_leaves_the_picture_and_says_why_and_a_pick_lets_go_of_it(make: Make) -> None:
    film = make(until="keyframes")
    start = name(film, "keyframe/start")
    before = slot(film, "keyframe/start").take
    film._shop.outside.providers["atelier"].judge = lambda request: refusal("source")  # type: ignore[attr-defined]
    film.edit_picture(start, "Make it snow")
    work(film)
    view = slot(film, "keyframe/start")
    assert (view.state, view.take) == (State.BLOCKED, before)
    assert film.offers(start).refused == "source"
    assert before is not None
    film.pick(start, before.id)
    assert slot(film, "keyframe/start").fresh


def test_only_a_model_that_edits_is_asked_to(make: Make) -> None:
    film = make(until="keyframes", models={"image": SKETCHER.id})
    start = name(film, "keyframe/start")
    assert film.offers(start).edit is None
    with pytest.raises(Refused, match="cannot be edited"):
        film.edit_picture(start, "Make it snow")
    with pytest.raises(BadInput, match="needs an instruction"):
        film.edit_picture(start, "  ")


# ------------------------------------------------------------ extensions


def test_a_clip_is_made_longer_for_the_seconds_that_are_missing(make: Make, atelier: Atelier) -> None:
    film = make()
    clip, scene = name(film, "clip"), film.overview.scenes[1].scene.id
    before, job = slot(film, "clip").take, len(atelier.orders)
    assert film.offers(clip).extend is None
    film.revise(lambda board: timed(board, scene, 72))
    view, offer = slot(film, "clip"), film.offers(clip).extend
    assert view.state is State.STALE
    assert offer is not None
    assert offer.price == SECOND
    spent = film.overview.spent
    film.approve("storyboard")
    film.extend_clip(clip)
    work(film)
    made, asked = slot(film, "clip"), atelier.orders[-1]
    assert before is not None
    assert (made.fresh, film.overview.spent) == (True, spent + SECOND)
    assert (asked.task, asked.frames) == ("extend", 72)
    assert [ref.use for ref in asked.refs] == ["source", "last"]
    assert asked.ref("source").digest == before.digest  # type: ignore[union-attr]
    assert asked.data["extends"] == 48
    assert asked.data["job"] in {atelier.job(number) for number in range(1, job + 1)}
    assert made.take is not None
    assert made.take.meta["frames"] == 72


def test_a_scene_longer_than_its_model_s_longest_clip_can_be_gone_on_with(make: Make, atelier: Atelier) -> None:
    film = make()
    clip, scene = name(film, "clip"), film.overview.scenes[1].scene.id
    film.revise(lambda board: timed(board, scene, 144, keep_total=False))
    film.approve("storyboard")
    film.redo(clip)
    work(film)
    assert slot(film, "clip").fresh
    assert atelier.orders[-1].frames == 96, "its longest"
    offer = film.offers(clip).extend
    assert offer is not None
    assert offer.price == 2 * SECOND
    film.extend_clip(clip)
    work(film)
    assert (slot(film, "clip").fresh, atelier.orders[-1].frames) == (True, 144)
    assert film.offers(clip).extend is None


def test_a_clip_whose_words_changed_is_not_gone_on_with(make: Make) -> None:
    film = make()
    clip, scene = name(film, "clip"), film.overview.scenes[1].scene.id
    film.revise(lambda board: changed(timed(board, scene, 72), scene, motion_prompt="The flame grows"))
    assert film.offers(clip).extend is None
    with pytest.raises(Refused, match="cannot be made longer"):
        film.extend_clip(clip)
