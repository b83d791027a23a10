"""`vidpipe generate --from`: what was read is said, and every scene's origin stands in `status --json`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from source_files import SHOTS, report

QUICK = ("--quality", "draft", "--until", "storyboard", "--json")


def test_a_film_from_a_file_says_what_was_read_and_where_scenes_come_from(cli, tmp_path):
    file = tmp_path / "bees.pdf"
    file.write_bytes(report(6))
    made = cli("generate", "--from", str(file), "--duration", "20", *QUICK)
    assert made.code == 0
    assert "Read bees.pdf: 6 pages" in made.err
    said = cli("status", made.data["project"], "--json").data
    held = [one for scene in said["scenes"] for one in scene["origin"]]
    assert held
    assert {"passage", "page", "heading", "text"} == set(held[0])
    assert held[0]["page"] >= 1


def test_a_list_of_shots_and_a_film_of_each_section(cli, tmp_path):
    shots, text = tmp_path / "boat.yaml", tmp_path / "two.md"
    shots.write_text(SHOTS)
    words = "It is long enough to be a film of its own, with a few more words in it."
    text.write_text(f"# Two things\n\n## The first\n\n{words}\n\n## The second\n\n{words}\n")
    made = cli("generate", "--from", str(shots), *QUICK)
    assert (made.data["scenes"], made.data["calls"], made.data["duration"]) == (3, 0, 9.5)
    films = cli("generate", "--from", str(text), "--each", "section", "--duration", "8", *QUICK).data["films"]
    assert [film["values"] for film in films] == [{"section": "The first"}, {"section": "The second"}]


def test_what_cannot_be_is_refused_before_anything_is_made(cli, tmp_path):
    text = tmp_path / "a.md"
    text.write_text("Only a few words stand in here.")
    for given, says in (
        (("--from", "nowhere.pdf"), "There is no file nowhere.pdf"),
        (("--each", "section"), "--each needs a document"),
        (("--from", str(text), "--each", "page"), "no films of each 'page'"),
        (("--from", str(text), "--each", "section"), "no sections"),
        (("--from", "https://127.0.0.1/a"), "no public server"),
    ):
        answer = cli("generate", *given, *QUICK)
        assert answer.code == 2, given
        assert says in answer.err, given
    assert cli("list", "--json").data["projects"] == []
