"""Bad use is refused before anything is made: exit code 2, one line that names the remedy, no traceback."""

import pytest

PROMPT = "A cat exploring Tokyo at night"

REFUSED = {
    "duration 0": (("--duration", "0"), "3 to 600"),
    "duration -1": (("--duration=-1",), "3 to 600"),
    "duration nan": (("--duration", "nan"), "3 to 600"),
    "duration inf": (("--duration", "inf"), "3 to 600"),
    "duration -inf": (("--duration=-inf",), "3 to 600"),
    "three hours": (("--duration", "10800"), "3 to 600"),
    "duration in words": (("--duration", "long"), "3 to 600"),
    "empty duration": (("--duration", ""), "3 to 600"),
    "budget below 0": (("--budget=-0.01",), "0 or more"),
    "budget nan": (("--budget", "nan"), "0 or more"),
    "budget inf": (("--budget", "inf"), "0 or more"),
    "budget in words": (("--budget", "lots"), "0 or more"),
    "unknown aspect": (("--aspect", "2:1"), "16:9, 9:16, 1:1, 4:5"),
    "unknown language": (("--language", "klingon"), "pt-BR"),
    "language by injection": (("--language", "en; rm"), "pt-BR"),
    "unknown gate": (("--gate", "storyboard,clps"), "Did you mean clips?"),
    "unknown last step": (("--until", "premiere"), "brief, moods, storyboard, keyframes, clips, sound, cut"),
    "unknown quality": (("--quality", "best"), "draft, final"),
    "unknown kind": (("--kind", "opera"), "ad, story, explainer"),
    "seed in words": (("--seed", "seven"), "valid integer"),
    "seed below 0": (("--seed=-4",), "0"),
    "crossfade too long": (("--crossfade", "9"), "0 to 2"),
    "crossfade nan": (("--crossfade", "nan"), "0 to 2"),
    "crossfade below 0": (("--crossfade=-1",), "0 to 2"),
    "no film's file": (("--out", "film.avi"), ".mp4"),
    "no folder": (("--out", "nowhere/film.mp4"), "folder"),
    "unknown option": (("--durations", "24"), "--duration"),
    "option without value": (("--title",), "--title"),
    "control characters in the style": (("--style", "noir\x07"), "control characters"),
    "title too long": (("--title", "x" * 161), "160"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_generate_refuses_what_it_cannot_make(cli, case):
    options, remedy = REFUSED[case]
    answer = cli("generate", PROMPT, *options)
    assert answer.code == 2
    assert remedy in answer.complaint
    assert answer.out == ""
    assert cli("list", "--json").data == {"projects": []}


PROMPTS = {
    "empty": "",
    "blank": " \t\n ",
    "bell": "a cat\x07",
    "escape": "\x1b[31ma red cat",
    "delete": "a cat\x7f",
    "too long": "cat " * 5_001,
}


@pytest.mark.parametrize("case", PROMPTS)
def test_a_prompt_that_says_nothing_or_steers_terminals_is_refused(cli, case):
    answer = cli("generate", PROMPTS[case])
    assert answer.code == 2
    assert "prompt" in answer.complaint.lower()
    assert "\x1b" not in answer.err
    assert cli("list", "--json").data == {"projects": []}


def test_without_prompt_and_pipe_the_way_to_say_it_is_shown(cli):
    answer = cli("generate")
    assert answer.code == 2
    assert 'vidpipe generate "' in answer.complaint


def test_a_pipe_of_bytes_that_are_no_text_is_refused(cli):
    answer = cli("generate", stdin=b"\xff\xfe\x00cat")
    assert answer.code == 2
    assert "UTF-8" in answer.complaint


def test_an_argument_of_bytes_that_are_no_text_is_refused(cli):
    answer = cli("generate", b"caf\xe9".decode("utf-8", "surrogateescape"))
    assert answer.code == 2
    assert "UTF-8" in answer.complaint


def test_a_prompt_without_quotes_gets_the_advice(cli):
    answer = cli("generate", "a", "cat")
    assert answer.code == 2
    assert "quotes" in answer.complaint


@pytest.mark.parametrize("command", ["status", "show", "approve", "resume", "stop", "fork", "stitch"])
def test_an_unknown_id_is_refused_with_the_way_to_the_list(cli, command):
    answer = cli(command, "nosuchfilm")
    assert answer.code == 2
    assert "nosuchfilm" in answer.complaint
    assert "vidpipe generate" in answer.complaint or "vidpipe list" in answer.complaint


@pytest.mark.parametrize("command", ["status", "show", "approve", "resume", "stop", "fork", "stitch", "estimate"])
def test_an_id_must_be_given(cli, command):
    answer = cli(command)
    assert answer.code == 2
    assert "Missing argument" in answer.complaint


@pytest.mark.parametrize("given", ["", "  "])
def test_an_empty_id_never_means_the_only_film(cli, given):
    answer = cli("stop", given)
    assert answer.code == 2
    assert "id" in answer.complaint


def test_an_unknown_command_names_the_nearest(cli):
    answer = cli("generat")
    assert answer.code == 2
    assert "generate" in answer.complaint


def test_a_file_as_workspace_is_refused(cli, tmp_path):
    place = tmp_path / "file"
    place.write_text("mine")
    answer = cli("list", data=place)
    assert answer.code == 2
    assert "--data" in answer.complaint
    assert place.read_text() == "mine"


def test_an_existing_file_is_not_replaced(cli, tmp_path):
    other = tmp_path / "holiday.mp4"
    other.write_bytes(b"my holiday")
    answer = cli("generate", PROMPT, "--out", str(other))
    assert answer.code == 2
    assert "--force" in answer.complaint
    assert other.read_bytes() == b"my holiday"
    assert cli("list", "--json").data == {"projects": []}


def test_a_folder_is_no_place_for_a_film(cli, tmp_path):
    place = tmp_path / "films.mp4"
    place.mkdir()
    answer = cli("generate", PROMPT, "--out", str(place))
    assert answer.code == 2
    assert "folder" in answer.complaint


@pytest.mark.parametrize("pair", ["duration", "duration=0", "colour=red", "music=loud", "seed=x", "aspect=3:1", "=1"])
def test_fork_refuses_settings_it_does_not_know_and_makes_no_film(cli, pair):
    created = cli("generate", PROMPT, "--until", "brief", "--json").data["project"]
    answer = cli("fork", created, "--set", pair)
    assert answer.code == 2
    assert answer.complaint
    assert len(cli("list", "--json").data["projects"]) == 1


def test_the_studio_is_not_shown_to_the_network_by_accident(cli):
    answer = cli("studio", "--host", "0.0.0.0")
    assert answer.code == 2
    assert "--expose" in answer.complaint


def test_a_taken_port_is_named_with_another(cli):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = cli("studio", "--port", str(port), "--no-browser")
    assert answer.code == 4
    assert f"Port {port}" in answer.complaint
    assert "--port" in answer.complaint


def test_a_bug_is_one_line_and_its_traceback_is_kept(cli, workspace, monkeypatch):
    from vidpipe.studio import Studio

    monkeypatch.setattr(Studio, "projects", lambda self, trashed=False: 1 // 0)
    answer = cli("list")
    assert answer.code == 4
    assert "ZeroDivisionError" in answer.complaint
    (log,) = (workspace / "logs").glob("error-*.log")
    assert str(log) in answer.complaint
    assert "Traceback" in log.read_text()
