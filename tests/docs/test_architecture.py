"""ARCHITECTURE.md tells the truth: its tree is the checkout's, its names are in the code, and it stays short."""

import ast
import re

import pytest

from repository import PACKAGE, ROOT, product_files, tree

PAGE = ROOT / "ARCHITECTURE.md"
UNTRACKED = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"}
SLOTS = ("scene/", "cut/", "keyframe/")
"""Beginnings of backticked words that are names of slots, not of files."""


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def drawn() -> list[str]:
    """The paths of the tree on the page, one a line, two spaces deeper for what lies within."""
    block = re.search(r"## The tree\n```\n(.*?)```", text(), re.DOTALL)
    assert block
    within: list[str] = []
    paths = []
    for line in block[1].splitlines():
        word, depth = line.split()[0], (len(line) - len(line.lstrip())) // 2
        within = [*within[:depth], word]
        paths.append("".join(within))
    return paths


def defined() -> set[str]:
    """Every name that the product's code defines: classes, functions, values at the top of a module."""
    names = set()
    for path in product_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
    return names


def prose() -> list[str]:
    """The backticked words outside code blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text(), flags=re.DOTALL))


def test_the_page_has_at_most_170_lines():
    assert text().count("\n") <= 170


@pytest.mark.parametrize("path", drawn())
def test_what_the_tree_shows_is_there(path):
    found = ROOT / path
    assert found.is_dir() if path.endswith("/") else found.is_file()


def test_every_unit_of_the_package_is_in_the_tree():
    units = {
        f"vidpipe/{path.name}" + ("/" if path.is_dir() else "")
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))
    }
    assert units - set(drawn()) == set()


def test_every_folder_of_the_checkout_is_in_the_tree():
    folders = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and any(path.rglob("*"))}
    made = {f"{folder}/" for folder in UNTRACKED} | {"dist/", "build/", "__pycache__/"}
    assert {folder for folder in folders - made if not folder.startswith(".venv")} <= set(drawn())


def test_every_file_named_in_the_text_is_there():
    words = [word for word in prose() if not word.startswith(SLOTS)]
    files = [word for word in words if re.fullmatch(r"[\w./-]+(/|\.(py|toml|md))", word)]
    missing = [word for word in files if not any((base / word).exists() for base in (ROOT, PACKAGE, ROOT / "tests"))]
    assert files
    assert not missing


def test_every_name_of_code_in_the_text_is_defined():
    names = [word.removesuffix("()") for word in prose() if re.fullmatch(r"[a-z_]+\(\)|[A-Z][A-Za-z]+", word)]
    assert names
    assert set(names) - defined() == set()


def test_the_import_rule_on_the_page_is_the_one_that_is_checked():
    rule = re.search(r"`(cli → .*?)`", text(), re.DOTALL)
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"layers = \[(.*?)\]", contracts, re.DOTALL)
    assert rule
    assert layers
    spoken = [re.findall(r"\w+", step) for step in rule[1].split("→")]
    checked = [re.findall(r"\w+", line) for line in re.findall(r'"(.*?)"', layers[1]) if line != "__main__"]
    assert spoken == checked
