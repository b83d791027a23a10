"""A recipe's key never changes by accident: the keys of these films are written down. To change them on purpose,
bump the stage's version and write the file anew: `python tests/engine/test_recipe_golden.py`."""

import json
import sys
from pathlib import Path

import pytest
from book import Book, board, scene, settings
from hypothesis import given
from hypothesis import strategies as st

from vidpipe.film.storyboard import Camera, Joint, Move, ShotSize, Transition
from vidpipe.recipe import Recipe, canonical, fingerprint, imported

GOLDEN = Path(__file__).with_name("golden_keys.json")


def films() -> dict[str, Book]:
    """Films that between them use every part of every stage."""
    plain = Book()
    rich = Book(settings=settings(aspect="9:16", quality="draft", style="ink", seed=7, crossfade=12, title="A title"))
    rich.write(
        "storyboard",
        board(
            scene("open", words="A title", card="title", narration="It begins.", camera=Camera(move=Move.TILT_DOWN)),
            scene("goes", continuity="continue", motion_prompt="leaves fall", end_prompt="the same, later"),
            scene(
                "ends",
                words="The end — Go",
                card="end",
                frames=60,
                transition=Transition(kind=Joint.CROSSFADE, frames=8),
            ),
        ),
    )
    feed = Book(settings=settings(aspect="4:5", rate=25, music=False))
    feed.write("storyboard", board(scene("only", camera=Camera(size=ShotSize.DETAIL), action="a hand turns a key")))
    square = Book(settings=settings(aspect="1:1", rate=30, frames=None, language="es", kind="ad"))
    return {"plain": plain, "rich": rich, "feed": feed, "square": square}


def keys() -> dict[str, str]:
    found = {}
    for name, book in films().items():
        book.settle()
        found |= {f"{name}/{slot}": view.recipe.key for slot, view in book.plan().slots.items() if view.recipe}
    return found


def test_the_keys_are_those_that_are_written_down() -> None:
    written = json.loads(GOLDEN.read_text())
    assert len(written) >= 50
    assert keys() == written


def test_a_key_is_the_sha256_of_the_canonical_recipe() -> None:
    recipe = Recipe(stage="brief", version=1, params={"prompt": "é", "frames": 3}, inputs={"a": "0" * 64})
    said = (
        '{"inputs":{"a":"' + "0" * 64 + '"},"model":"","params":{"frames":3,"prompt":"é"},'
        '"sample":0,"stage":"brief","version":1}'
    )
    assert canonical(recipe.plain()) == said
    assert recipe.key == fingerprint(json.loads(said))


def test_text_in_either_normal_form_has_one_key() -> None:
    assert fingerprint({"prompt": "caf\u00e9"}) == fingerprint({"prompt": "cafe\u0301"})


def test_a_float_has_no_key() -> None:
    with pytest.raises(TypeError, match="float"):
        Recipe(stage="x", version=1, params={"seconds": 1.5}).key  # noqa: B018


def test_another_take_has_another_key_and_the_first_keeps_its_own() -> None:
    recipe = Recipe(stage="x", version=1)
    first, second = recipe.key, recipe.sampled(1).key
    assert first != second
    assert recipe.sampled(1).sampled(0).key == first
    assert imported("0" * 64).imported


DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), DATA, max_size=4))
def test_order_of_keys_never_matters_and_equal_data_has_equal_text(data: dict[str, object]) -> None:
    turned = dict(reversed(list(data.items())))
    try:
        assert canonical(turned) == canonical(data)
    except TypeError:
        pytest.fail("plain data must have a canonical form")
    assert json.loads(canonical(data)) == json.loads(canonical(json.loads(canonical(data))))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    GOLDEN.write_text(json.dumps(keys(), indent=1, sort_keys=True) + "\n")
