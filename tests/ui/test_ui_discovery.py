"""A page is one file: dropped in it is found, in its order; one that cannot be read takes nothing down."""

from pathlib import Path

from vidpipe.ui.door import door, pages
from vidpipe.ui.page import Page, discover


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_pages_come_in_their_order(tmp_path):
    write(tmp_path / "p", "b.py", 'from vidpipe.ui.page import Page\nPAGE = Page(title="B", order=1)\n')
    write(tmp_path / "p", "a.py", 'from vidpipe.ui.page import Page\nPAGE = Page(title="A", order=2, zone="foot")\n')
    found = discover(tmp_path / "p")
    assert [page.page.title for page in found] == ["B", "A"]
    assert found[1].page == Page(title="A", order=2, zone="foot")


def test_a_page_is_read_and_not_run(tmp_path):
    write(tmp_path / "p", "loud.py", 'PAGE = Page(title="Loud")\nraise SystemExit("ran")\n')
    assert discover(tmp_path / "p")[0].page.title == "Loud"


def test_a_page_that_says_nothing_of_itself_has_its_file_for_a_name(tmp_path):
    write(tmp_path / "p", "mood_board.py", "x = 1\n")
    assert discover(tmp_path / "p")[0].page.title == "Mood board"


def test_a_broken_page_is_left_out(tmp_path):
    write(tmp_path / "p", "broken.py", "def (:\n")
    write(tmp_path / "p", "clever.py", 'PAGE = Page(title="".join(["x"]))\n')
    write(tmp_path / "p", "wrong.py", "PAGE = Page(colour=3)\n")
    write(tmp_path / "p", "_private.py", 'PAGE = Page(title="Private")\n')
    assert discover(tmp_path / "p") == []


FILM = ["brief", "moods", "storyboard", "keyframes", "clips", "sound", "cut", "prompts"]
NAMES = ["projects", "lab", "batch", "library", *FILM, "activity", "settings"]


def test_the_products_pages_are_these():
    assert [page.name for page in discover(door().parent / "pages")] == NAMES
    assert pages() == door().parent / "pages"
