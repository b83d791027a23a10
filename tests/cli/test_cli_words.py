"""What the command line writes and reads: lines that no text can break, settings as typed, errors in a sentence."""

import errno
import json

import pytest

from vidpipe.cli import options, screen
from vidpipe.cli.failure import report
from vidpipe.errors import BadInput, BudgetReached, Busy, NewerData


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\nlines\r\nhere", "two lines here"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("bell\x07 and\x9b2J more", "bell and2J more"),
        ("שלום‮ evil‬", "שלום evil"),
        ("  猫が 東京 ", "猫が 東京"),
        ("half \ud800 a sign", "half a sign"),
    ],
)
def test_a_line_is_one_line_and_steers_no_terminal(text, line):
    assert screen.one_line(text) == line


def test_what_is_shortened_says_so():
    assert screen.shortened("word " * 50, 20) == "word word word word…"
    assert screen.shortened("short", 20) == "short"


@pytest.mark.parametrize(
    ("micros", "words"), [(0, "$0.00"), (1, "$0.0000"), (4_200, "$0.0042"), (10_000, "$0.01"), (3_600_000, "$3.60")]
)
def test_money_is_shown_in_cents_and_finer_below_one(micros, words):
    assert screen.dollars(micros) == words


def test_json_is_ascii_on_one_line(capsys):
    screen.answer({"title": "猫\n\u2028x", "cost_usd": 0.1})
    out = capsys.readouterr().out
    assert out.isascii()
    assert out.count("\n") == 1
    assert json.loads(out) == {"title": "猫\n\u2028x", "cost_usd": 0.1}


def test_settings_are_read_as_typed():
    typed = ["duration=30", "Aspect=9:16", "gate=storyboard,clips", "music=off", "narration=YES", "seed=7"]
    read = options.settings([*typed, "budget=2.50", "crossfade=none", "model.image=local/painter-3", "style=a=b"])
    assert read == {
        "duration": "30",
        "aspect": "9:16",
        "gates": "storyboard,clips",
        "music": False,
        "narration": True,
        "seed": 7,
        "budget_usd": "2.50",
        "crossfade": None,
        "models": {"image": "local/painter-3"},
        "style": "a=b",
    }


@pytest.mark.parametrize("pair", ["duration", "music=loud", "seed=x", "rate=fast"])
def test_a_setting_that_cannot_be_read_is_refused(pair):
    with pytest.raises(BadInput) as refused:
        options.settings([pair])
    assert "--set" in refused.value.remedy


def test_steps_are_read_in_any_case_and_the_nearest_is_named():
    assert options.steps(" Storyboard, clips,") == ("storyboard", "clips")
    with pytest.raises(BadInput, match="Did you mean keyframes") as refused:
        options.step("keyframe")
    assert "cut" in refused.value.remedy


OUTSIDE = {
    "full disk": (OSError(errno.ENOSPC, "No space left on device", "/d/x"), 4, "Free some space"),
    "quota": (OSError(getattr(errno, "EDQUOT", errno.ENOSPC), "Quota"), 4, "Free some space"),
    "read-only": (OSError(errno.EROFS, "Read-only file system", "/d"), 4, "--data"),
    "forbidden": (PermissionError(errno.EACCES, "Permission denied", "/d"), 4, "--data"),
    "no memory": (MemoryError(), 4, "--quality draft"),
    "budget": (BudgetReached("The budget is reached", remedy="Raise it."), 3, "Raise it."),
    "busy": (Busy("Process 7 works here", remedy="Wait."), 4, "Wait."),
    "newer": (NewerData("Written by a newer vidpipe", remedy="Upgrade it."), 4, "Upgrade"),
    "refused": (BadInput("No", remedy="Yes."), 2, "Yes."),
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_what_the_world_refuses_is_one_sentence_with_the_remedy(case, capsys, workspace):
    error, code, remedy = OUTSIDE[case]
    assert report(error, ["generate"]) == code
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert remedy in said
    assert not (workspace / "logs").exists()


def test_the_cause_of_an_error_is_found_behind_it(capsys, workspace):
    wrapped = RuntimeError("the write failed")
    wrapped.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert report(wrapped, []) == 4
    assert "disk is full" in capsys.readouterr().err


def test_a_bug_that_speaks_many_lines_is_told_in_one(capsys, workspace):
    assert report(ValueError("first\nsecond\x1b[2J" + "x" * 900), ["list"]) == 4
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ValueError: first second[2J" in said
    assert len(said) < 600
