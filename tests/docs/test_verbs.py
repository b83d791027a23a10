"""The daily verbs are true: what the Makefile and the hooks call is there, and the hooks fetch nothing."""

import re
import tomllib

from repository import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_verb_says_what_it_does_and_is_declared():
    verbs = re.findall(r"^([a-z]+):(.*)$", MAKEFILE, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    assert sorted(phony[1].split()) == sorted(verb for verb, _ in verbs)
    assert not [verb for verb, rest in verbs if "##" not in rest]


def test_every_script_the_makefile_runs_is_there():
    scripts = re.findall(r"\b(?:docs|benchmarks)/\w+\.py", MAKEFILE)
    assert scripts
    assert not [script for script in scripts if not (ROOT / script).is_file()]


def test_the_markers_the_makefile_picks_are_declared():
    declared = {marker.split(":")[0] for marker in CONFIG["tool"]["pytest"]["ini_options"]["markers"]}
    assert set(re.findall(r"pytest -m (\w+)", MAKEFILE)) <= declared


def test_hooks_are_local_and_run_what_is_there():
    assert re.findall(r"repo: (\S+)", HOOKS) == ["local"]
    assert not re.search(r"https?://", HOOKS)
    assert not [path for path in re.findall(r"tests/[\w/.]+", HOOKS) if not (ROOT / path).exists()]


def test_hooks_and_the_check_hold_the_same_rules():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for tool in ("ruff", "mypy", "lint-imports", "pytest"):
        assert tool in HOOKS
        assert f"/{tool}" in script
