"""What a person does about one part of a film by command: redo, keep, undo, cancel, settle. Parts are named as seen."""

import pytest


def slots(cli, made):
    told = cli("status", made.project, "--json", data=made.data).data
    return {f"{scene['index']}/{name}": view for scene in told["scenes"] for name, view in scene["slots"].items()}


@pytest.fixture
def stale(cli, copy):
    """The finished film with another movement in its scene, so that its clip and its cut are stale."""
    from vidpipe.film.revising import changed
    from vidpipe.film.storyboard import Move
    from vidpipe.studio import Studio

    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        scene = film.storyboard.scenes[0]
        moves = [move for move in (Move.PULL_OUT, Move.PUSH_IN) if move is not scene.camera.move]
        camera = scene.camera.model_copy(update={"move": moves[0]})
        film.revise(lambda board: changed(board, scene.id, camera=camera))
    return copy


def part(cli, made, name):
    return slots(cli, made)[f"{name}@draft"]


def test_a_stale_part_is_kept(cli, stale):
    assert part(cli, stale, "1/clip")["state"] == "stale"
    answer = cli("keep", stale.project, "1/clip", "--json", data=stale.data)
    assert answer.code == 0
    assert answer.data["slot"].endswith("/clip@draft")
    assert answer.data["state"] in ("ready", "approved")
    assert part(cli, stale, "1/clip")["state"] in ("ready", "approved")


def test_one_scene_is_made_again_and_the_cut_waits(cli, stale):
    before = part(cli, stale, "1/clip")["digest"]
    answer = cli("redo", stale.project, "1", "--json", data=stale.data)
    assert answer.data["project"] == stale.project
    assert part(cli, stale, "1/clip")["state"] == "approved"
    assert part(cli, stale, "1/clip")["digest"] != before
    cut = cli("status", stale.project, "--json", data=stale.data).data["slots"]
    assert next(view for name, view in cut.items() if name.startswith("cut/"))["state"] == "stale"


def test_undo_shows_what_was_shown_before_and_can_be_taken_back(cli, stale):
    first = part(cli, stale, "1/clip")["digest"]
    cli("redo", stale.project, "1", data=stale.data)
    second = part(cli, stale, "1/clip")["digest"]
    assert second != first
    assert cli("undo", stale.project, "1/clip", "--json", data=stale.data).data["digest"] == first
    assert cli("undo", stale.project, "1/clip", "--redo", "--json", data=stale.data).data["digest"] == second
    refused = cli("undo", stale.project, "1/clip", "--redo", data=stale.data)
    assert refused.code == 2
    assert "nothing to redo" in refused.complaint


def test_a_part_is_called_off_and_redo_makes_it_after_all(cli, stale):
    said = cli("cancel", stale.project, "1/clip", data=stale.data)
    assert said.code == 0
    assert f"vidpipe redo {stale.project} 1/clip" in said.out
    assert "called off" in " ".join(cli("status", stale.project, data=stale.data).out.split())
    cli("redo", stale.project, "1", data=stale.data)
    assert part(cli, stale, "1/clip")["state"] == "approved"


@pytest.mark.parametrize("given", ["1/clip", "1/clip@draft", "1/start", "music", "cut", "scene/{id}/clip@draft"])
def test_a_part_is_named_as_the_status_shows_it(cli, copy, given):
    scene = cli("status", copy.project, "--json", data=copy.data).data["scenes"][0]["id"]
    answer = cli("keep", copy.project, given.format(id=scene), "--json", data=copy.data)
    assert answer.code == 0
    assert given.split("/")[-1].split("@")[0] in answer.data["slot"]


@pytest.mark.parametrize("given", ["7/clip", "1/hat", "keyframe", "1", "", "../cut"])
def test_a_part_that_is_not_there_is_refused_with_those_that_are(cli, copy, given):
    answer = cli("keep", copy.project, given, data=copy.data)
    assert answer.code == 2
    assert "1/clip" in answer.complaint


def test_settling_needs_a_word_and_something_that_is_in_doubt(cli, copy):
    for options in ((), ("--charged", "--free")):
        answer = cli("settle", copy.project, "1/clip", *options, data=copy.data)
        assert answer.code == 2
        assert "--charged or --free" in answer.complaint
    refused = cli("settle", copy.project, "1/clip", "--free", data=copy.data)
    assert refused.code == 2
    assert refused.complaint


def test_a_call_in_doubt_is_settled(cli, copy):
    from vidpipe.studio import Studio

    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        view = film.overview.scenes[0].slots["keyframe/start"]
        store = studio._shop.store
        recipe = view.recipe.sampled(1)
        store.enlist("w1", "here", 1)
        attempt = store.open_attempt(film.id, view.slot, view.stage, recipe)
        store.lease(attempt.id, "w1", 60)
        store.submitting(attempt.id, "w1", 40_000)
        store.doubt(attempt.id, "w1", "the answer never came")
    answer = cli("settle", copy.project, "1/start", "--charged", data=copy.data)
    assert answer.code == 0
    assert "booked as charged" in answer.out
    assert cli("status", copy.project, "--json", data=copy.data).data["cost_usd"] == 0.04
