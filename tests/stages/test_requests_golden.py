"""What films ask for never changes by accident: recipe keys and requests of films whose words are the stages' own are
written down, empty places among them. To change them on purpose, bump the stage's version and write the file anew:
`python tests/stages/test_requests_golden.py`."""

import json
from pathlib import Path

from films_asked import TEXTS, films, recipes, requests

from vidpipe.recipe import fingerprint

GOLDEN = Path(__file__).with_name("golden_requests.json")


def asked() -> dict[str, list[str]]:
    """By film and slot: the recipe's key, and the digest of its request."""
    return {
        f"{name}/{slot}": [recipe.key, fingerprint(stage.request(recipe, TEXTS).plain())]
        for name, made in films().items()
        for stage, slot, recipe in recipes(made)
    }


def test_recipes_and_requests_are_those_that_are_written_down() -> None:
    written = json.loads(GOLDEN.read_text())
    assert len(written) >= 90
    assert asked() == written


def test_the_films_leave_every_place_empty_somewhere_and_fill_it_elsewhere() -> None:
    every = [recipe.params for made in films().values() for _, _, recipe in recipes(made)]
    for place in ("words", "room", "motion", "mood", "style"):
        found = [params[place] for params in every if place in params]
        assert any(found)
        assert not all(found)
    assert {name for params in every for name in ("change", "changes", "softened", "without") if name in params} == {
        "change",
        "changes",
        "softened",
        "without",
    }
    assert requests(films()["empty"])["scene/bare/clip"].prompt == " Camera: push in."


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(asked(), indent=1, sort_keys=True) + "\n")
