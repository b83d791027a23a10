"""`vidpipe moods`: what it says of a film's directions, and what it refuses; nothing is made here."""

import pytest

from vidpipe import Studio
from vidpipe.film.mood import Mood, Moods
from vidpipe.film.slot import MOODS
from vidpipe.recipe import canonical, imported


@pytest.fixture
def film(workspace):
    """A film with two directions that were written by hand, of one picture each, none of them painted."""
    with Studio(workspace) as studio:
        made = studio.create("A pond", moods=1, narration=False, music=False)
        rows = [{"number": n, "name": f"Mood {n}", "keywords": ["a"], "colours": ["#102030"]} for n in (1, 2)]
        moods = Moods(moods=tuple(Mood.model_validate(row) for row in rows))
        name = studio._shop.store.blobs.put(canonical(moods.plain()).encode(), "application/json")
        studio._shop.store.import_take(
            made.id, MOODS, digest=name, mime="application/json", meta={}, recipe=imported(name), actor="me"
        )
        return made.id


def test_directions_are_listed_changed_and_chosen(cli, film):
    answer = cli("moods", film)
    assert answer.code == 0
    assert [line for line in answer.out.splitlines() if "Mood" in line] == ["1. Mood 1", "2. Mood 2"]
    assert cli("moods", "edit", film, "2", "--name", "Ours", "--colours", "#ffffff, #000000", "--json").code == 0
    assert cli("moods", "choose", film, "2", "--json").data["approved"]
    found = cli("moods", "list", film, "--json").data
    assert (found["chosen"], [row["name"] for row in found["moods"]]) == (2, ["Mood 1", "Ours"])
    assert found["moods"][1]["colours"] == ["#ffffff", "#000000"]
    assert "2. Ours (chosen)" in cli("moods", film).out
    assert cli("moods", "remove", film, "1").code == 0


def test_the_price_is_said_and_what_cannot_be_is_refused_with_a_remedy(cli, film, tmp_path):
    assert cli("moods", "reroll", film, "1", "--note", "darker", "--dry-run", "--json").data["price_usd"] == 0
    assert "That costs Free" in cli("moods", "mix", film, "1", "2", "--dry-run").out
    (tmp_path / "no.png").write_bytes(b"nothing")
    for args in (("choose", film, "9"), ("edit", film, "1"), ("edit", film, "1", "--colours", "red")):
        answer = cli("moods", *args)
        assert answer.code in (1, 2)
        assert "Error" in answer.err
        assert "Traceback" not in answer.err
    assert cli("moods", "picture", film, "1", str(tmp_path / "no.png")).code != 0
    assert cli("moods").code == 2
