"""`vidpipe prompts`: what stages say, shown and changed from the command line; a dry run changes nothing."""

from pathlib import Path

from vidpipe import Studio
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library.prompts import original


def made(data: Path) -> str:
    with Studio(data) as studio:
        board = Storyboard(scenes=(Scene(id="one1", frames=72, start_prompt="a pond {still}"),))
        film = studio.create("A pond", storyboard=board, until="storyboard", narration=False, music=False)
        return str(film.id)


def test_words_are_listed_shown_changed_and_given_back(cli, workspace, tmp_path):
    film = made(workspace)
    answer = cli("prompts", film)
    assert answer.code == 0
    stages = ("talk", "brief", "moods", "storyboard", "keyframe", "motion", "music", "translation")
    assert all(name in answer.out for name in stages)
    assert answer.out.count("original") == 8
    answer = cli("prompts", film, "keyframe")
    assert "{words} {cast} {look} {room} No text" in answer.out
    assert "{room}" in answer.out.split("Place")[1]
    file = tmp_path / "words.txt"
    file.write_text("{words}, in ink.\n", encoding="utf-8")
    dry = cli("prompts", film, "keyframe", "--set", str(file), "--dry-run", "--json")
    assert (dry.data["changed"], dry.data["own"]) == (False, False)
    told = cli("prompts", film, "keyframe", "--set", str(file))
    assert (told.code, told.out.strip()) == (0, "Keyframe: other words. Nothing that is made changes.")
    said = cli("prompts", film, "--slot", "1/start", "--json").data
    assert (said["name"], said["own"], said["prompt"]) == ("keyframe", True, "a pond {still}, in ink.")
    assert said["original"]["text"] == original("keyframe").text
    assert cli("prompts", film, "--slot", "1/start").out.rstrip().endswith("a pond {still}, in ink.")
    assert cli("prompts", film, "keyframe", "--reset", "--json").data["own"] is False


def test_words_come_from_standard_input_with_instructions_from_a_file(cli, workspace, tmp_path):
    film = made(workspace)
    file = tmp_path / "system.txt"
    file.write_text("Answer with JSON. Be brief.", encoding="utf-8")
    answer = cli(
        "prompts",
        film,
        "brief",
        "--set",
        "-",
        "--system",
        str(file),
        "--json",
        stdin=b"\xef\xbb\xbfFor:\r\n{prompt}\r\n",
    )
    assert (answer.data["text"], answer.data["system"]) == ("For:\n{prompt}", "Answer with JSON. Be brief.")


def test_what_cannot_be_is_said_in_one_line(cli, workspace, tmp_path):
    film = made(workspace)
    (tmp_path / "long.txt").write_bytes(b"x" * 100_001)
    for args, said in (
        (("keyframe", "--text", "{wrods}"), "Nothing fills {wrods}"),
        (("keyframe", "--text", "{words"), "brace"),
        (("--text", "x"), "not said which words"),
        (("keyframe", "--text", "{words}", "--reset"), "two changes"),
        (("keyframe", "--set", str(tmp_path / "none.txt")), "cannot be read"),
        (("keyframe", "--set", str(tmp_path / "long.txt")), "too long"),
        (("poem",), "There are no words called"),
        (("music", "--slot", "1/start"), "not asked for by the music prompt"),
    ):
        answer = cli("prompts", film, *args)
        assert answer.code != 0
        assert said in answer.complaint
