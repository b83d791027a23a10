"""What `vidpipe` lists as public is all there is, and every name of it can be had."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

import vidpipe


def promised_to_type_checkers() -> set[str]:
    """The names imported under TYPE_CHECKING."""
    module = ast.parse(Path(vidpipe.__file__).read_text(encoding="utf-8"))
    guarded = next(node for node in module.body if isinstance(node, ast.If))
    return {alias.name for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_the_list_is_sorted_and_has_every_name_once():
    assert sorted(set(vidpipe.__all__)) == vidpipe.__all__


def test_lists_for_people_checkers_and_the_lazy_door_agree():
    listed = set(vidpipe.__all__) - {"__version__"}
    assert promised_to_type_checkers() == listed
    assert set(vidpipe._WHERE) == listed
    assert set(dir(vidpipe)) == set(vidpipe.__all__)


@pytest.mark.parametrize("name", sorted(set(vidpipe.__all__) - {"__version__"}))
def test_every_public_name_is_where_the_list_says(name):
    found = getattr(vidpipe, name)
    assert found is getattr(import_module(vidpipe._WHERE[name]), name)
    assert found.__module__ == vidpipe._WHERE[name]


def test_every_error_of_the_tree_is_public():
    errors = import_module("vidpipe.errors")
    raised = {name for name, thing in vars(errors).items() if isinstance(thing, type) and issubclass(thing, Exception)}
    assert raised <= set(vidpipe.__all__)


def test_nothing_else_is_there():
    with pytest.raises(AttributeError, match="no attribute 'Vidpipe'"):
        vidpipe.Vidpipe  # noqa: B018


def test_a_star_import_brings_the_list():
    names: dict[str, object] = {}
    exec("from vidpipe import *", names)
    assert set(names) - {"__builtins__"} == set(vidpipe.__all__)
