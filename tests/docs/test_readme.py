"""The README tells the truth: its links lead somewhere, its commands and options exist, its Python could run."""

import ast
import re
import shlex
import tomllib

import pytest

import vidpipe
from repository import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def shell_lines() -> list[str]:
    """Every command a person may copy, also those within a line of text."""
    blocks = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines() if line.strip()]
    return blocks + [
        word for word in re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL)) if " " in word
    ]


def vidpipe_calls() -> list[list[str]]:
    """The words of every call of vidpipe in the README, after the program's name."""
    parts = [part.strip(" ()") for line in shell_lines() for part in re.split(r"&&|\|\||;", line)]
    calls = [shlex.split(part) for part in parts if re.match(r"(\.venv\S*[/\\])?vidpipe\b", part)]
    return [call[1:] for call in calls if len(call) > 1]


def commands() -> dict[str, set[str]]:
    """The commands that a person sees, with their options, as Typer knows them."""
    from typer.main import get_command

    from vidpipe.cli.commands import app

    tree = get_command(app)
    context = tree.context_class(tree)
    found = {name: tree.get_command(context, name) for name in tree.list_commands(context)}
    seen = {name: command for name, command in found.items() if not command.hidden}
    return {name: options(command, context) | within(command, context) for name, command in seen.items()}


def within(command, context) -> set[str]:
    """The options of a group's own commands."""
    below = getattr(command, "commands", {}).values()
    return {option for one in below for option in options(one, context)}


def options(command, context) -> set[str]:
    parameters = command.get_params(command.context_class(command, parent=context))
    return {option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README)) - {""}))
def test_every_link_into_the_project_leads_to_a_file(link):
    assert link.startswith("http") or (ROOT / link).exists()


def test_every_command_and_option_shown_exists():
    known = commands()
    assert vidpipe_calls()
    for call in vidpipe_calls():
        assert call[0] in known, call
        assert {word for word in call if word.startswith("--")} <= known[call[0]], call


def test_the_table_of_commands_has_them_all():
    listed = re.findall(r"^\| `vidpipe (\w+)", README, re.MULTILINE)
    assert sorted(listed) == sorted(commands())


def test_every_extra_named_exists():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = {extra for group in re.findall(r"\.\[([\w,]+)\]", README) for extra in group.split(",")}
    assert named
    assert named <= set(extras)


def test_the_exit_codes_are_those_of_the_errors():
    codes = {error.exit_code for error in every_error(vidpipe.VidpipeError)}
    told = {int(code) for code in re.findall(r"\b(\d+) (?:done|bad use|waiting|failed|interrupted)", README)}
    assert told == codes | {0}


def every_error(base: type) -> list[type]:
    return [base, *(error for child in base.__subclasses__() for error in every_error(child))]


def python_blocks() -> list[str]:
    return [block for kind, block in BLOCKS if kind == "python"]


@pytest.mark.parametrize("block", python_blocks())
def test_the_python_shown_uses_what_is_there(block):
    owners = {"studio": vidpipe.Studio, "film": vidpipe.Project}
    module = ast.parse(block)
    used = [node for node in ast.walk(module) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    assert used
    for node in used:
        owner = owners[ast.unparse(node.value)]
        assert hasattr(owner, node.attr), f"{owner.__name__} has no {node.attr}"
    assert {alias.name for node in ast.walk(module) if isinstance(node, ast.ImportFrom) for alias in node.names} <= set(
        vidpipe.__all__
    )


def test_two_commands_do_all_the_setting_up():
    setups = [
        line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines() if "python3.11 -m venv" in line
    ]
    assert len(setups) == 2
    assert "vidpipe generate" in setups[0]
    assert "vidpipe studio" in setups[0]
    assert "pytest" in setups[1]


def test_the_check_runs_what_the_readme_says():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    tests = next(line for line in shell_lines() if "pytest" in line)
    install, run = tests.split(" && ")[1:]
    assert install.removeprefix(".venv/bin/pip install ") in script
    assert run.removeprefix(".venv/bin/pytest") in script.splitlines()[-1]
