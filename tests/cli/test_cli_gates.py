"""Gates, limits and stops by the command line: exit code 3 with the command that approves, 0 up to where was asked."""

import pytest
from running import TINY

PROMPT = "A lighthouse keeper and a whale"


def begun(cli, *options):
    answer = cli("generate", PROMPT, *TINY, *options, "--json")
    return answer, answer.data["project"]


def slots(cli, project):
    told = cli("status", project, "--json").data
    return told, told["slots"] | {f"{s['index']} {n}": v for s in told["scenes"] for n, v in s["slots"].items()}


def test_a_gate_stops_before_the_next_step_and_says_how_to_go_on(cli):
    answer, project = begun(cli, "--gate", "storyboard")
    assert answer.code == 3
    assert answer.data["status"] == "awaiting_approval"
    assert answer.data["output"] is None
    assert f"vidpipe approve {project} storyboard" in answer.complaint
    told, found = slots(cli, project)
    assert told["status"] == "awaiting_approval"
    assert found["storyboard"]["state"] == "ready"
    assert not found["storyboard"]["approved"]
    assert all(slot["digest"] is None for name, slot in found.items() if "keyframe" in name)
    assert f"vidpipe approve {project} storyboard" in cli("status", project).out


def test_approving_opens_the_way_to_the_next_gate(cli):
    _, project = begun(cli, "--gate", "storyboard,keyframes")
    assert cli("approve", project, "storyboard").code == 0
    answer = cli("resume", project)
    assert answer.code == 3
    assert f"vidpipe approve {project} keyframes" in answer.out
    _, found = slots(cli, project)
    assert found["storyboard"]["state"] == "approved"
    assert found["1 keyframe/start"]["state"] == "ready"
    assert found["1 clip@draft"]["digest"] is None
    final = cli("approve", project, "--run", "--json")
    assert final.code == 0
    assert final.data["status"] == "complete"


def test_what_is_not_there_cannot_be_approved(cli):
    _, project = begun(cli, "--gate", "storyboard")
    answer = cli("approve", project, "cut")
    assert answer.code == 2
    assert answer.complaint
    unknown = cli("approve", project, "premiere")
    assert unknown.code == 2
    assert "storyboard" in unknown.complaint


def test_up_to_a_step_is_done_and_resume_goes_on(cli):
    answer, project = begun(cli, "--until", "storyboard")
    assert answer.code == 0
    assert answer.data["scenes"] >= 1
    assert answer.data["output"] is None
    _, found = slots(cli, project)
    assert all(slot["digest"] is None for name, slot in found.items() if "keyframe" in name)
    onward = cli("resume", project, "--until", "keyframes", "--json")
    assert onward.code == 0
    _, found = slots(cli, project)
    assert found["1 keyframe/end"]["digest"]
    assert found["1 clip@draft"]["digest"] is None


def test_a_stopped_film_says_so_and_goes_on(cli):
    _, project = begun(cli, "--until", "brief")
    stopped = cli("stop", project)
    assert stopped.code == 0
    assert f"vidpipe resume {project}" in stopped.out
    again = cli("resume", project, "--until", "storyboard", "--json")
    assert again.code == 0


def test_a_budget_of_nothing_is_enough_for_what_costs_nothing(cli):
    answer, project = begun(cli, "--budget", "0", "--until", "keyframes")
    assert answer.code == 0
    assert cli("status", project, "--json").data["budget_usd"] == 0


@pytest.mark.parametrize("title", ["", "Whale Song"])
def test_the_title_is_the_persons_or_the_briefs(cli, title):
    _, project = begun(cli, "--until", "brief", "--title", title)
    told = cli("show", project, "--json").data
    assert told["title"] == (title or told["brief"]["title"])


def test_a_film_may_be_as_long_as_it_has_to_say(cli):
    answer = cli("generate", PROMPT, "--duration", "auto", "--until", "storyboard", "--json")
    assert answer.code == 0
    assert answer.data["duration"] >= 3
