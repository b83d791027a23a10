"""The lookbook: a sheet for every prompt, one page over all, whatever the prompts say."""

import re

import pytest

from repository import ROOT
from vidpipe.media.images import measure

HOSTILE = 'A red kite </b><script>alert(1)</script> "&'


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lookbook")
    (folder / "prompts.txt").write_text(f"# remarks are none\n\n{HOSTILE}\nUn chat à Paris\n", encoding="utf-8")
    return folder


def test_every_prompt_has_a_sheet_and_the_page_shows_them_all_escaped(cli, book):
    out = book / "out"
    told = cli("lookbook", str(book / "prompts.txt"), "--out", str(out), "--duration", "3", "--json").data
    assert told["failed"] == 0
    names = [sheet.rpartition("/")[2] for sheet in told["sheets"]]
    assert [name[:3] for name in names] == ["01-", "02-"]
    assert all(re.fullmatch(r"[a-z0-9-]{3,60}\.png", name) for name in names)
    assert all(measure(out / name)[1] == 1600 for name in names)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert [page.count(f'src="{name}"') for name in names] == [1, 1]
    assert "<script>" not in page
    assert "Un chat à Paris" in page


def test_a_prompt_that_cannot_be_made_does_not_keep_the_others_from_it(cli, tmp_path):
    answer = cli("lookbook", "x" * 30_000, "A red kite", "--out", str(tmp_path), "--duration", "3", "--json")
    assert answer.code == 4
    assert answer.data["failed"] == 1
    assert [sheet.rpartition("/")[2][:3] for sheet in answer.data["sheets"]] == ["02-"]


@pytest.mark.parametrize("given", [("--seeds", "0"), ("--seeds", "21")])
def test_only_so_many_seeds_are_made(cli, tmp_path, given):
    answer = cli("lookbook", "A red kite", "--out", str(tmp_path / "none"), *given)
    assert answer.code == 2
    assert not (tmp_path / "none").exists()


def test_a_file_without_a_prompt_is_said(cli, tmp_path):
    (tmp_path / "none.txt").write_text("# nothing\n", encoding="utf-8")
    answer = cli("lookbook", str(tmp_path / "none.txt"), "--out", str(tmp_path / "out"))
    assert answer.code == 2
    assert "no prompt" in answer.complaint


def test_sixty_prompts_are_kept_to_judge_by():
    kept = (ROOT / "tests" / "lookbook" / "prompts.txt").read_text(encoding="utf-8").splitlines()
    prompts = [line for line in kept if line and not line.startswith("#")]
    assert len(prompts) == len(set(prompts)) == 60
