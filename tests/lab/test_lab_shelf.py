"""What is asked of the lab and refused, templates carried from workspace to workspace, and the tally over history."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from vidpipe import Studio
from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.verdict import Duel, Made, Rating
from vidpipe.lab.tallying import tally_of


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("shelf")) as found:
        yield found


@pytest.fixture
def bare(studio: Studio) -> Iterator[Studio]:
    """The workspace without a template."""
    yield studio
    for template in studio.lab.templates():
        studio.lab.remove_template(template.name)


# ---------------------------------------------------------------- asked, and refused with a word


@pytest.mark.parametrize(
    ("prompts", "asked", "says"),
    [
        ("{animal} at dawn", {}, r"variable \{animal\} has no value"),
        ("{animal} at dawn", {"values": [{"animal": "a"}, {"other": "b"}]}, "in row 2 of the table"),
        ("a fox {at dawn", {"values": [{"at": "x"}]}, "brace is not closed"),
        ("a fox} at dawn", {}, "brace is not closed or not opened"),
        ("a {red fox}", {}, "no name of a variable"),
        ("", {}, "prompt is empty"),
        ("a fox", {"models": ["local/nobody-1"]}, "no image model 'local/nobody-1'"),
        ("a fox", {"models": ["local/director-3"]}, "makes text, not image"),
        ("a fox", {"role": "smell"}, "no role 'smell'"),
        ("a fox", {"aspects": ["7:3"]}, "is no shape"),
        ("a fox", {"role": "video", "seconds": [9000]}, "cannot be tried"),
        ("a fox", {"seeds": 0}, "0 seeds cannot be tried"),
        ("a fox", {"seeds": [-1]}, "seed cannot be used"),
        ("a fox", {"seeds": [2**63]}, "seed cannot be used"),
        ("a \x07 fox", {}, "control characters"),
    ],
)
def test_what_cannot_be_tried_is_said(studio: Studio, prompts: str, asked: dict, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        studio.lab.create(studio.lab.grid(prompts, **asked))
    assert refused.value.remedy
    assert studio.lab.history(prompts or "smell") == []


def test_a_variable_that_nothing_says_is_named_and_changes_nothing(studio: Studio) -> None:
    rows = [{"animal": "a fox", "mood": mood} for mood in ("sad", "glad")]
    grid = studio.lab.grid("{animal}", values=rows)
    assert grid.unused == ("mood",)
    assert studio.lab.price(grid).cells == 1, "two rows that ask for the same are one cell"


def test_ten_thousand_cells_are_refused_with_their_price(studio: Studio) -> None:
    free = studio.lab.grid("a fox", seeds=10_000)
    with pytest.raises(BadInput, match=r"10,000 cells \(free\); 400 are the most"):
        studio.lab.create(free)
    paid = studio.lab.grid("a fox", models=["openai/gpt-image-2.5-flare"], seeds=10_000)
    price = studio.lab.price(paid)
    assert price.over
    with pytest.raises(BadInput, match=r"10,000 cells \(about \$\d") as refused:
        studio.lab.create(paid)
    assert "fewer" in refused.value.remedy


def test_a_retired_model_and_one_without_a_key_are_refused_by_name(studio: Studio) -> None:
    with pytest.raises(BadInput, match="was switched off on") as refused:
        studio.lab.grid("a fox", models=["google/gemini-2.5-flash-image"])
    assert refused.value.remedy.startswith("Use ")
    keyless = studio.lab.grid("a fox", models=["openai/gpt-image-2.5-flare"])
    assert studio.lab.price(keyless).micros, "the price needs no key"
    with pytest.raises(Refused, match="key"):
        studio.lab.create(keyless)


# ---------------------------------------------------------------- templates


def saved(studio: Studio, name: str = "Dawn", **asked: object) -> bytes:
    grid = studio.lab.grid("{animal} at dawn", **({"values": [{"animal": "a fox"}], "seeds": [3, 9]} | asked))
    studio.lab.save_template(grid, name=name, note="for wide shots")
    return studio.lab.export_templates([name])


def test_a_template_is_the_grid_again_and_takes_other_values(bare: Studio) -> None:
    grid = bare.lab.grid(
        ["{a} at dawn", "{a} at dusk"], values=[{"a": "x"}, {"a": "y"}], seeds=[3], aspects=["9:16", "1:1"]
    )
    bare.lab.save_template(grid, name=" Light ")
    assert bare.lab.grid_of("Light") == grid.model_copy(update={"name": "Light"})
    other = bare.lab.grid_of("Light", values=[{"a": "z"}], seeds=2)
    assert (other.values, other.seeds, other.options) == (({"a": "z"},), (11, 12), grid.options)
    with pytest.raises(BadInput, match="has no value"):
        bare.lab.grid_of("Light", values=[{"b": "z"}])
    with pytest.raises(NotFound, match="no template"):
        bare.lab.grid_of("Dark")


def test_a_name_is_taken_once_unless_it_is_replaced(bare: Studio) -> None:
    saved(bare)
    grid = bare.lab.grid("something else")
    with pytest.raises(Refused, match="already"):
        bare.lab.save_template(grid, name="Dawn")
    bare.lab.save_template(grid, name="Dawn", over=True)
    assert [template.wordings for template in bare.lab.templates()] == [("something else",)]
    for name in ("", "  ", "x" * 200, "a\x00b"):
        with pytest.raises(BadInput):
            bare.lab.save_template(grid, name=name)


def test_a_shelf_goes_to_another_workspace_as_one_file_byte_for_byte(bare: Studio, tmp_path) -> None:
    saved(bare)
    saved(bare, "Ñandú — 日の出", values=[{"animal": "ñandú"}])
    data = bare.lab.export_templates()
    with Studio(tmp_path / "other") as other:
        assert other.lab.import_templates(data) == ["Dawn", "Ñandú — 日の出"]
        assert other.lab.export_templates() == data
        with pytest.raises(Refused, match="already"):
            other.lab.import_templates(data)
        assert other.lab.import_templates(data, over=True) == ["Dawn", "Ñandú — 日の出"]
        assert len(other.lab.templates()) == 2
        assert other.lab.templates("video") == []


def test_models_that_are_gone_leave_this_computers_own(bare: Studio) -> None:
    shelf = json.loads(saved(bare))
    shelf["templates"][0]["models"] = ["nobody/none-1"]
    bare.lab.import_templates(json.dumps(shelf).encode(), over=True)
    assert bare.lab.grid_of("Dawn").models == ("local/painter-3",)


def _shelf(**change: object) -> bytes:
    template = {"name": "T", "role": "image", "wordings": ["a fox"]} | change
    return json.dumps({"format": "vidpipe-templates", "version": 1, "templates": [template]}).encode()


HOSTILE = {
    "nothing": b"",
    "no JSON": b"\x89PNG\r\n",
    "no text": b"\xff\xfe\x00",
    "a list": b"[]",
    "another format": json.dumps({"format": "other", "version": 1, "templates": []}).encode(),
    "another version": json.dumps({"format": "vidpipe-templates", "version": 2, "templates": []}).encode(),
    "an unknown field": _shelf(run="rm"),
    "no words": _shelf(wordings=[]),
    "empty words": _shelf(wordings=[" "]),
    "a brace alone": _shelf(wordings=["a {fox"]),
    "a code of a place": _shelf(wordings=["{fox.__class__}"]),
    "control characters": _shelf(name="a\x1b[31mb"),
    "half a sign": _shelf(name="x").replace(b'"x"', b'"\\ud800"'),
    "a role that is none": _shelf(role="shell"),
    "far too deep": b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "far too large": b'{"a":"' + b"x" * (2 * 1024 * 1024) + b'"}',
    "a number without end": b'{"version":' + b"9" * 10_000 + b"}",
    "too many values": _shelf(values=[{}] * 201),
    "two of one name": json.dumps({"templates": [{"name": "T", "role": "image", "wordings": ["a"]}] * 2}).encode(),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_no_shelf_is_refused_and_leaves_nothing(what: str, bare: Studio) -> None:
    with pytest.raises(BadInput) as refused:
        bare.lab.import_templates(HOSTILE[what])
    assert refused.value.remedy
    assert "\x1b" not in str(refused.value)
    assert bare.lab.templates() == []


def test_a_shelf_with_one_bad_template_brings_none(bare: Studio) -> None:
    good = json.loads(_shelf())["templates"][0]
    both = {"templates": [good, good | {"name": "U", "wordings": ["{"]}]}
    with pytest.raises(BadInput, match="brace"):
        bare.lab.import_templates(json.dumps(both).encode())
    assert bare.lab.templates() == []


# ---------------------------------------------------------------- tally


def made(key: str, model: str, *, took: int = 100, cost: int = 0, cached: bool = False) -> Made:
    slot = f"cell/{key}"
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return Made(
        key=key, project="g1", slot=slot, model=model, role="image", digest="d", mime="image/png", cost=cost,
        cached=cached, took=took, at=at,
    )  # fmt: skip


def test_the_tally_counts_each_result_once_and_duels_between_names_only() -> None:
    results = [
        made("a1", "a", took=100, cost=5),
        made("a1", "a", took=0, cached=True),
        made("a2", "a", took=300, cost=5),
        made("a3", "a", took=900, cost=5),
        made("b1", "b", took=50),
        made("x", "", took=50),
    ]
    said = {"a1": Rating(stars=5), "a2": Rating(stars=2), "b1": Rating(starred=True)}
    duels = [
        Duel(one="a1", other="b1", better="one"),
        Duel(one="b1", other="a2", better="both"),
        Duel(one="a2", other="b1", better="neither"),
        Duel(one="a1", other="a2", better="one"),
        Duel(one="a1", other="gone", better="one"),
    ]
    lines = tally_of(results, name=lambda each: each.model, ratings=said, used={"a3"}, duels=duels)
    b, a = lines
    assert (b.name, b.results, b.kept, b.share, b.stars, b.won, b.lost) == ("b", 1, 1, 100, 0, 0, 2)
    assert (a.results, a.made, a.kept, a.share, a.rated, a.stars) == (3, 3, 2, 67, 2, 35)
    assert (a.milliseconds, a.micros, a.won, a.lost) == (300, 15, 1, 1)


def test_the_tally_of_a_workspace_by_model_wording_and_template(bare: Studio) -> None:
    lab = bare.lab
    grid = lab.grid(["Tell of {x}", "Sing of {x}"], role="text", values=[{"x": "tallies"}], seeds=2)
    experiment = lab.create(grid)
    experiment.run()
    told, other, sung, _ = experiment.view.cells
    experiment.rate(told.slot, 4)
    experiment.rate(sung.slot, 1)
    experiment.judge(told.slot, sung.slot, "one")
    lines = {line.name: line for line in lab.tally("wording", grid=experiment.id)}
    assert (lines["Tell of {x}"].kept, lines["Tell of {x}"].stars, lines["Tell of {x}"].won) == (1, 40, 1)
    assert (lines["Sing of {x}"].kept, lines["Sing of {x}"].stars, lines["Sing of {x}"].lost) == (0, 10, 1)
    (line,) = lab.tally("model", grid=experiment.id)
    assert (line.name, line.role, line.results, line.rated, line.won, line.lost) == (
        "local/director-3",
        "text",
        4,
        2,
        0,
        0,
    )
    assert lab.tally("template", grid=experiment.id) == []
    lab.save_template(grid, name="Tales")
    assert [(line.name, line.results) for line in lab.tally("template")] == [("Tales", 4)]
    assert lab.tally(role="video") == []
    again = lab.create(lab.grid("Tell of {x}", role="text", values=[{"x": "tallies"}], seeds=2))
    again.run()
    assert {cell.rating.stars for cell in again.view.cells} == {4, 0}, "what is thought of a result goes with it"
    assert lab.tally("wording")[0].results == 2, "the cache made no other result of it"
    experiment.trash()
    assert lab.tally("wording", role="text")[0].made == 0
    with pytest.raises(BadInput, match="counted by"):
        lab.tally("mood")  # type: ignore[arg-type]
    assert other.digest
