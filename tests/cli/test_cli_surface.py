"""The commands there are, their help, where `--data` may stand, and how little is loaded for it."""

import os
import subprocess
import sys

import pytest

from repository import ROOT
from vidpipe import __version__
from vidpipe.cli.commands import COMMANDS

PROMISED = {
    "generate": "--title --kind --duration --aspect --style --language --languages --quality --gate --until --budget "
    "--seed --crossfade --no-music --no-narration --provider --model --ladder --beats --brand --moods --out --force "
    "--json --data",
    "new": "--from --provider --model --gate --budget --out --force --yes --data",
    "list": "--json --data",
    "status": "--json --data",
    "show": "--json --data",
    "approve": "--run --json --data",
    "resume": "--until --budget --out --force --json --data",
    "stop": "--data",
    "fork": "--set --run --json --data",
    "redo": "--json --data",
    "keep": "--json --data",
    "undo": "--redo --json --data",
    "cancel": "--json --data",
    "settle": "--charged --free --json --data",
    "lookup": "--json --data",
    "soften": "--rung --yes --json --data",
    "edit": "--yes --json --data",
    "extend": "--yes --json --data",
    "prompts": "--text --set --system --reset --slot --dry-run --json --data",
    "moods": "--data list reroll mix edit picture remove choose",
    "stitch": "--crossfade --transition --seconds --at --captions --logo --logo-at --logo-size --logo-opacity "
    "--clip-sound --loudness --preset --version --out --force --json --data",
    "sound": "--fit --start --yes --json --data",
    "stems": "--out --force --json --data",
    "captions": "--kind --words --version --out --force --data",
    "beats": "--use --dry-run --run --yes --json --data",
    "cast": "--json --data add change remove film use drop",
    "brand": "--json --data save remove use",
    "versions": "--add --fit --quality --language --remove --focus --json --data",
    "languages": "--add --remove --translate --say --from --json --data",
    "review": "--version --strict --mend --json --data",
    "deliver": "--preset --out --fill --most-mb --captions --version --force --json --data",
    "validate": "--preset --version --strict --json --data",
    "lab": "--data run list show resume stop retry cancel lookup settle "
    "rate star note blind use style tally diff copy export trash templates",
    "batch": "--data list show start stop resume",
    "estimate": "--beats --provider --model --json --data",
    "spend": "--days --calls --json --data",
    "lookbook": "--out --seeds --duration --aspect --style --json --data",
    "models": "--role --json --data switch",
    "providers": "--json --data check",
    "studio": "--port --host --no-browser --expose --data",
    "worker": "--idle --data",
    "doctor": "--json --data",
}


def test_the_commands_are_those_that_are_promised(cli):
    assert list(COMMANDS) == list(PROMISED)
    answer = cli("--help")
    assert answer.code == 0
    for name in PROMISED:
        assert f"\n  {name} " in answer.out


@pytest.mark.parametrize("command", PROMISED)
def test_every_command_tells_its_options(cli, command):
    answer = cli(command, "--help")
    assert answer.code == 0
    assert answer.err == ""
    assert not [option for option in PROMISED[command].split() if option not in answer.out]


def test_generate_names_every_step_and_further_stage(cli):
    from vidpipe.film.project import STAGES
    from vidpipe.stages.registry import stages

    said = " ".join(cli("generate", "--help").out.split())
    assert not [step for step in STAGES if step not in said]
    assert not [stage.name for stage in stages() if stage.name not in said]


def test_no_command_at_all_shows_the_help_as_bad_use(cli):
    answer = cli()
    assert answer.code == 2
    assert "Commands:" in answer.out


def test_the_version(cli):
    assert cli("--version").out.strip() == f"vidpipe {__version__}"


@pytest.mark.parametrize("place", ["before", "after", "variable"])
def test_the_workspace_is_named_before_or_after_the_command_or_by_the_environment(cli, tmp_path, place):
    other = tmp_path / "elsewhere"
    args = {"before": ("--data", str(other), "list"), "after": ("list", "--data", str(other)), "variable": ("list",)}
    answer = cli(*args[place], "--json") if place != "variable" else cli("list", "--json", data=other)
    assert answer.data == {"projects": []}
    assert other.is_dir()


def test_the_workspace_named_last_counts(cli, tmp_path):
    cli("--data", str(tmp_path / "one"), "list", "--data", str(tmp_path / "two"))
    assert not (tmp_path / "one").exists()
    assert (tmp_path / "two").is_dir()


def test_one_command_forgets_the_workspace_of_the_last(cli, tmp_path, workspace):
    cli("--data", str(tmp_path / "one"), "list")
    cli("list")
    assert workspace.is_dir()


def test_the_module_runs_as_the_command_does():
    """Started afresh, where all other tests' commands are forked from a process that has loaded the libraries."""
    line = [sys.executable, "-m", "vidpipe", "--version"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    assert __version__ in done.stdout


def test_help_of_the_tree_imports_no_film(tmp_path):
    code = (
        "import sys; from vidpipe.cli.door import run; run(['--help']); "
        "print([name for name in sys.modules if name.startswith(('vidpipe.film', 'vidpipe.studio', 'rich'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name == "nt", reason="needs a Unix shell")
def test_a_reader_that_goes_away_is_no_error(tmp_path):
    done = subprocess.run(
        f'"{sys.executable}" -m vidpipe --help | head -1', shell=True, cwd=ROOT, capture_output=True, check=False
    )
    assert done.stderr == b""


def test_doctor_lists_what_is_registered(cli):
    answer = cli("doctor", "--json")
    found = answer.data
    assert answer.code == (0 if found["ok"] else 4)
    assert "clips" in found["stages"]
    assert "prompt" in found["sources"]
    assert any(model.startswith("local/") for model in found["models"])
    names = {check["name"] for check in found["checks"]}
    assert {"python", "ffmpeg", "workspace"} <= names
    assert cli("doctor").code == answer.code
