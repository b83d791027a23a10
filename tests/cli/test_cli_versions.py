"""`vidpipe versions`, and the commands that take a version: what is listed, added, removed, and refused."""

import pytest

from vidpipe import Studio

pytestmark = [pytest.mark.xdist_group("cli-film")]


def test_a_version_is_added_framed_stitched_and_removed(copy, cli, tmp_path):
    told = cli("versions", copy.project, "--add", "9:16", "--focus", "1=20,60", "--json", data=copy.data)
    assert told.code == 0, told.err
    own, tall = told.data["versions"]
    assert (own["own"], tall["own"], tall["fit"], tall["fresh"], tall["price_usd"]) == (True, False, "crop", True, 0)
    assert tall["width"] * 16 == tall["height"] * 9
    assert told.data["focus"]["1"] == {"focus": [20, 60], "by": "person"}
    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        assert (film.overview.status, film.overview.calls) == ("complete", copy.answer.data["calls"])
    out = tmp_path / "tall.mp4"
    assert cli("stitch", copy.project, "--version", "9:16", "--out", str(out), data=copy.data).code == 0
    assert out.stat().st_size == tall["bytes"]
    listed = cli("versions", copy.project, data=copy.data).out
    assert "9:16" in listed
    assert "crop" in listed
    stale = cli("versions", copy.project, "--focus", "1=found", data=copy.data).out
    assert f"its framing changed. Make it again: vidpipe redo {copy.project} {tall['slot']}" in stale
    looked = cli("review", copy.project, "--version", "9:16", "--json", data=copy.data).data
    assert looked["fresh"] is False
    assert cli("redo", copy.project, "9:16", "--json", data=copy.data).data["status"] == "complete"
    assert cli("versions", copy.project, "--remove", "9:16", "--json", data=copy.data).data["versions"] == [own]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--add", "16:10"), "16:9, 9:16"),
        (("--add", "9:16", "--fit", "squeeze"), "Say crop or blur"),
        (("--add", "9:16", "--language", "klingon"), "en, es, fr or pt-BR"),
        (("--quality", "draft"), "--add 9:16"),
        (("--remove", "4:5"), "--add 9:16"),
        (("--focus", "1"), "--focus 2=30,50"),
        (("--focus", "1=30,900"), "from 0 to 100"),
        (("--focus", "77=3,9"), "numbered 1 to"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(film, cli, options, said):
    answer = cli("versions", film.project, *options, data=film.data)
    assert answer.code in (2, 3, 4)
    assert said in answer.complaint


def test_a_version_that_is_not_there_is_named_with_those_that_are(film, cli, tmp_path):
    for command in (
        ("stitch",),
        ("review",),
        ("validate",),
        ("deliver", "--preset", "x", "--out", str(tmp_path / "x.mp4")),
    ):
        answer = cli(command[0], film.project, *command[1:], "--version", "1:1", data=film.data)
        assert answer.code == 2
        assert "The film has no version '1:1'" in answer.complaint
