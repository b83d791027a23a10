"""A finished film by the command line: the JSON that programs rely on, the file, what is replaced, what is reused."""

import json
import re
import shutil
from pathlib import Path

import pytest
from running import PROMPT, TINY

from vidpipe import Studio
from vidpipe.film.slot import clip

pytestmark = [pytest.mark.xdist_group("cli-film")]

DIGEST = re.compile(r"[0-9a-f]{64}")


def test_generate_answers_with_one_object(film):
    told = film.answer.data
    assert list(told) == [
        *("project", "status", "output", "duration", "scenes", "cost_usd", "calls", "cached_calls"),
    ]
    assert told["status"] == "complete"
    assert told["duration"] == 3.0
    assert told["scenes"] >= 1
    assert told["cost_usd"] == 0
    assert told["calls"] > told["cached_calls"] == 0
    assert Path(told["output"]).read_bytes()[4:8] == b"ftyp"
    assert film.answer.err == ""


def test_list_has_the_film(film, cli):
    told = cli("list", "--json", data=film.data).data
    (listed,) = told["projects"]
    assert list(told) == ["projects"]
    assert list(listed) == ["project", "title", "status", "cost_usd", "output"]
    assert listed["project"] == film.project
    assert listed["status"] == "complete"
    assert Path(listed["output"]).is_file()
    assert listed["output"] in cli("list", data=film.data).out


def test_status_tells_every_slot(film, cli):
    told = cli("status", film.project, "--json", data=film.data).data
    assert list(told) == [
        *("project", "title", "status", "progress", "scenes", "slots", "cost_usd", "budget_usd", "output"),
        *("events", "attempts"),
    ]
    assert told["status"] == "complete"
    assert told["progress"] == 100
    assert told["budget_usd"] is None
    assert told["events"] >= told["attempts"] > 0
    assert [scene["index"] for scene in told["scenes"]] == list(range(1, len(told["scenes"]) + 1))
    for scene in told["scenes"]:
        assert list(scene) == ["id", "index", "slots"]
        assert {"keyframe/start", "keyframe/end"} <= set(scene["slots"])
        assert any(name.startswith("clip") for name in scene["slots"])
    slots = [told["slots"], *(scene["slots"] for scene in told["scenes"])]
    for name, slot in [item for each in slots for item in each.items()]:
        assert list(slot) == ["state", "causes", "digest", "approved", "cost_usd"], name
        assert DIGEST.fullmatch(slot["digest"]), name
        assert slot["causes"] == []
        assert slot["state"] in ("approved", "ready"), name
    assert any(name.startswith("cut/16x9/en") for name in told["slots"])


def test_status_and_show_speak_to_people_too(film, cli):
    said = cli("status", film.project, data=film.data).out
    assert "complete, 100 % done" in said
    assert "keyframe/start" in said
    told = cli("show", film.project, data=film.data).out
    assert PROMPT in told
    assert "0.0–" in told


def test_show_tells_brief_and_storyboard(film, cli):
    told = cli("show", film.project, "--json", data=film.data).data
    assert told["brief"]["language"] == "en"
    assert told["settings"]["prompt"] == PROMPT
    assert sum(scene["frames"] for scene in told["storyboard"]["scenes"]) == 3 * 24


@pytest.mark.parametrize("length", [3, 6])
def test_the_beginning_of_an_id_is_enough(film, cli, length):
    assert cli("status", film.project[:length], "--json", data=film.data).data["project"] == film.project


def test_an_id_mistyped_names_the_film_that_was_meant(film, cli):
    wrong = ("b" if film.project[0] != "b" else "c") + film.project[1:]
    answer = cli("status", wrong, data=film.data)
    assert answer.code == 2
    assert film.project in answer.complaint


def test_estimate_of_a_finished_film_is_nothing(film, cli):
    told = cli("estimate", film.project, "--json", data=film.data).data
    assert (told["slots"], told["cost_usd"], told["confidence"]) == (0, 0, "free")


def test_estimate_of_a_prompt_writes_nothing(film, cli):
    told = cli("estimate", "A dog by the sea", "--duration", "12", "--json", data=film.data).data
    assert told["calls"] > 4
    assert [step["step"] for step in told["steps"]][:2] == ["brief", "storyboard"]
    assert len(cli("list", "--json", data=film.data).data["projects"]) == 1


def test_the_same_command_again_asks_no_provider(copy, cli, tmp_path):
    out = tmp_path / "again.mp4"
    told = cli("generate", PROMPT, *TINY, "--out", str(out), "--json", data=copy.data).data
    assert told["status"] == "complete"
    assert told["output"] == str(out)
    assert told["calls"] == told["cached_calls"] > 0
    with Studio(copy.data) as studio:
        cuts = {studio.project(name).cut.digest for name in (copy.project, told["project"])}
    assert len(cuts) == 1


def test_our_own_unchanged_film_may_be_replaced_and_no_other(film, cli, tmp_path):
    out = tmp_path / "film.mp4"
    shutil.copyfile(film.answer.data["output"], out)
    assert cli("resume", film.project, "--out", str(out), "--json", data=film.data).code == 0
    out.write_bytes(out.read_bytes() + b"edited")
    answer = cli("resume", film.project, "--out", str(out), data=film.data)
    assert answer.code == 2
    assert "--force" in answer.complaint
    assert out.read_bytes().endswith(b"edited")
    assert cli("resume", film.project, "--out", str(out), "--force", data=film.data).code == 0
    assert out.read_bytes() == Path(film.answer.data["output"]).read_bytes()


def test_stitch_cuts_again_and_writes_the_file(copy, cli, tmp_path):
    out = tmp_path / "stitched.mp4"
    told = cli("stitch", copy.project, "--crossfade", "0.5", "--out", str(out), "--json", data=copy.data).data
    assert told["status"] == "complete"
    assert told["output"] == str(out)
    assert out.stat().st_size > 10_000


def test_a_fork_shares_what_its_change_does_not_touch(copy, cli):
    told = cli("fork", copy.project, "--set", "music=off", "--json", data=copy.data).data
    assert told["forked_from"] == copy.project
    assert told["project"] != copy.project
    before = cli("status", copy.project, "--json", data=copy.data).data
    after = cli("status", told["project"], "--json", data=copy.data).data
    assert [scene["slots"] for scene in after["scenes"]] == [scene["slots"] for scene in before["scenes"]]
    made = cli("resume", told["project"], "--json", data=copy.data).data
    assert made["status"] == "complete"
    assert made["calls"] == 0


def test_lines_for_pipes_have_the_time_and_the_first_things_to_look_at(copy, cli):
    said = cli("generate", "A paper boat in the rain", *TINY, data=copy.data)
    assert said.code == 0, said.err
    assert said.err == ""
    rows = said.out.splitlines()
    early = [row for row in rows if re.search(r"(storyboard: |start keyframe: |animatic: )", row)]
    assert all(re.match(r" +\d+\.\d s  \S", row) for row in rows[:-1])
    assert len(early) >= 3
    assert Path(next(row for row in early if "storyboard" in row).split()[-1]).is_file()
    assert rows[-1].split()[0].endswith(".mp4")


def test_a_complete_film_resumed_does_nothing(film, cli):
    before = cli("status", film.project, "--json", data=film.data).data
    answer = cli("resume", film.project, "--json", data=film.data)
    assert answer.code == 0
    after = cli("status", film.project, "--json", data=film.data).data
    assert after["attempts"] == before["attempts"]
    assert json.dumps(after["scenes"]) == json.dumps(before["scenes"])


def test_a_good_film_is_looked_at_once_and_nothing_is_found(film, cli, monkeypatch):
    told = cli("review", film.project, "--json", "--strict", data=film.data)
    assert (told.code, told.err) == (0, "")
    assert told.data | {"title": ""} == {"project": film.project, "title": "", "fresh": True, "findings": []}
    monkeypatch.setattr("vidpipe.media.review.look", None)  # kept: nothing is decoded again
    assert cli("review", film.project, data=film.data).out.endswith(": nothing found\n")


def test_what_a_review_finds_names_the_scene_and_the_act(copy, cli):
    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        last = film.storyboard.scenes[-1]
        head = int(film.takes(clip(last.id, film.settings.quality))[-1].meta.get("head", 0))
        still = {"titles": False}  # words that come and go are no stillness
        film.recut(lambda edit: edit.with_scene(last.id, until=head + 1).model_copy(update=still))
    assert cli("stitch", copy.project, data=copy.data).code == 0
    with Studio(copy.data) as studio:
        assert studio.project(copy.project).reviewed is None
    told = cli("review", copy.project, "--json", "--strict", data=copy.data)
    assert told.code == 3
    (found,) = told.data["findings"]
    assert list(found) == ["kind", "scene", "start", "seconds", "says", "act", "step", "number"]
    assert (found["kind"], found["scene"]) == ("frozen", last.id)
    said = cli("review", copy.project, data=copy.data)
    assert said.code == 0
    assert "stands still" in said.out
    assert "Use more of the clip" in said.out


def test_a_film_without_a_cut_cannot_be_reviewed(cli):
    made = cli("generate", "A fox", *TINY, "--until", "storyboard", "--json").data["project"]
    answer = cli("review", made)
    assert answer.code == 2
    assert answer.complaint.startswith("Error: There is no cut to review.")


def test_a_film_is_written_for_a_platform_once_and_its_own_file_is_replaced(copy, cli, tmp_path, monkeypatch):
    out = tmp_path / "wide.mp4"
    asked = ("deliver", copy.project, "--preset", "youtube", "--out", str(out))
    told = cli(*asked, "--json", data=copy.data).data
    assert (told["how"], told["bytes"], told["captions"]) == ("copied", out.stat().st_size, [])
    monkeypatch.setattr("vidpipe.media.deliver.make", None)  # kept: nothing is made again
    assert cli(*asked, data=copy.data).out.startswith(str(out))
    out.write_bytes(b"a holiday")
    assert cli(*asked, data=copy.data).code == 2
    assert cli(*asked, "--force", data=copy.data).code == 0
    assert cli("validate", str(out), "--preset", "youtube", "--strict", data=copy.data).code == 0


def test_a_film_is_written_in_a_wanted_size(copy, cli, tmp_path):
    most = 0.7 * Path(copy.answer.data["output"]).stat().st_size / 1e6
    out = tmp_path / "small.mp4"
    told = cli(
        *("deliver", copy.project, "--preset", "x", "--out", str(out)),
        *("--most-mb", f"{most:.3f}", "--json"),
        data=copy.data,
    )
    assert (told.code, told.data["how"]) == (0, "encoded")
    assert 0.97 * most <= out.stat().st_size / 1e6 <= most


def test_every_preset_ticks_a_film_and_says_what_it_refuses(film, cli):
    told = cli("validate", film.project, "--json", "--strict", data=film.data)
    off = {name: [tick["key"] for tick in ticks if tick["good"] is False and tick["must"]] for name, ticks in
           told.data["presets"].items()}  # fmt: skip
    assert told.code == 3
    assert off["youtube"] == off["x"] == off["master"] == []
    assert off["shorts"] == off["reels"] == ["shape", "size"]
    said = cli("validate", film.project, "--preset", "shorts", data=film.data)
    assert said.code == 0
    assert "16:9 of 9:16" in said.out
    assert "Put right when the file is made." in said.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("deliver", "--preset", "tiktak", "--out", "a.mp4"), "tiktok"),
        (("deliver", "--preset", "tiktok", "--out", "a.mp4"), "at least 5 s"),
        (("deliver", "--preset", "x", "--out", "a.mkv"), ".mp4"),
        (("deliver", "--preset", "x", "--out", "a.mp4", "--fill", "stretch"), "blur or crop"),
        (("deliver", "--preset", "x", "--out", "a.mp4", "--most-mb", "-1"), "above 0"),
        (("deliver", "--preset", "x", "--out", "a.mp4", "--most-mb", "0.05"), "Allow at least"),
        (("stitch", "--preset", "x"), "--out"),
    ],
)
def test_what_no_platform_takes_is_refused_and_nothing_is_written(film, cli, words, said, empty_folder):
    answer = cli(words[0], film.project, *words[1:], data=film.data)
    assert answer.code in (2, 4)
    assert said in answer.complaint
    assert list(empty_folder.iterdir()) == []


def test_a_film_is_cut_and_written_for_a_platform_by_one_command(copy, cli, tmp_path):
    out = tmp_path / "film.mp4"
    answer = cli("stitch", copy.project, "--preset", "youtube", "--out", str(out), data=copy.data)
    assert answer.code == 0
    assert out.stat().st_size > 10_000
