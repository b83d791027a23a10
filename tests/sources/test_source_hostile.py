"""What anybody brings is read within limits or refused in a clear sentence; nothing is fetched, nothing is written."""

import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hostile_files import ORDERS, corpus

from limited_forks import forked_children
from vidpipe.errors import BadInput, LimitReached
from vidpipe.film.source import MOST_PASSAGES, MOST_SIGNS, Material
from vidpipe.process import Limits
from vidpipe.sources.reading import LIMITS, read_file

SECRET = "root:x:0:0:root"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory):
    """What became of every file, and how often the canary was called."""
    folder, hits = tmp_path_factory.mktemp("work"), []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_listen, args=(server, hits), daemon=True).start()
        before = os.getcwd()
        os.chdir(folder)
        try:
            files = corpus(server.getsockname()[1])
            with forked_children(), ThreadPoolExecutor(4) as hands:
                found = dict(zip([name for name, _ in files], hands.map(_read, files), strict=True))
        finally:
            os.chdir(before)
        server.shutdown(socket.SHUT_RDWR)
    return found, hits, folder


def _listen(server: socket.socket, hits: list) -> None:
    while True:
        try:
            hits.append(server.accept())
        except OSError:
            return


def _read(file: tuple[str, bytes]):
    name, data = file
    try:
        return read_file(data, name)
    except (BadInput, LimitReached) as error:
        return error


def test_there_are_more_than_two_hundred(read):
    assert len(read[0]) >= 200


def test_each_is_read_or_refused_in_a_sentence_with_a_remedy(read):
    for name, found in read[0].items():
        if isinstance(found, Material):
            assert any(sign.isalnum() for one in found.passages for sign in one.text), name
            continue
        assert 8 < len(found.message) < 400, name
        assert found.remedy, name
        assert "Traceback" not in str(found), name
        assert "\n" not in found.message, name


def test_all_that_is_read_keeps_the_limits(read):
    for name, found in read[0].items():
        if isinstance(found, Material):
            assert found.signs <= MOST_SIGNS, name
            assert len(found.passages) <= MOST_PASSAGES, name
            assert len(found.plain()["name"]) <= 160, name


def test_nothing_is_fetched_and_nothing_is_written(read):
    _, hits, folder = read
    assert hits == []
    assert list(folder.iterdir()) == []
    assert not Path("/tmp/vidpipe-climbed").exists()


def test_no_file_of_this_computer_is_in_what_was_read(read):
    for name, found in read[0].items():
        text = str(found.plain()) if isinstance(found, Material) else str(found)
        assert SECRET not in text or name.startswith("../"), name


def test_a_child_is_given_little_memory_and_time():
    assert LIMITS.memory is not None
    assert LIMITS.memory <= 512 * 2**20
    assert LIMITS.seconds is not None
    assert LIMITS.seconds <= 60


def test_a_parser_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr("vidpipe.sources.reading.LIMITS", Limits(seconds=1, memory=LIMITS.memory, output=LIMITS.output))
    endless = b"<html><body>" + b"<div>" * 150_000
    with pytest.raises(LimitReached, match="more time or memory"):
        read_file(endless, "endless.html")


def test_what_is_hidden_from_a_reader_is_not_read(read):
    found = read[0]
    assert [passage.text for passage in found["hidden.html"].passages] == ["Seen words."]
    assert "Ignore" not in found["unseen.txt"].passages[0].text


def test_orders_in_a_document_are_words_like_any_others(read):
    for kind in ("pdf", "docx", "html", "txt", "srt"):
        found = read[0][f"orders.{kind}"]
        assert isinstance(found, Material), kind
        assert ORDERS[0][:40] in " ".join(passage.text for passage in found.passages), kind


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("locked.pdf", "locked with a password"),
        ("picture-of-a-page.pdf", "pictures of pages and no text"),
        ("bomb.docx", "unpacks to far more"),
        ("laughs.yaml", "anchors or aliases"),
        ("deep.json", "nested more than"),
        ("old.docx", "locked or of an old format"),
        ("nothing.txt", "is empty"),
        ("noise.txt", "no text"),
        ("package.json", "has a field"),
        ("yaml.docx", "none of what its name says"),
        ("program.exe", "no kind that is read here"),
        ("too-big.txt", "2.5 MB"),
        ("no-times.srt", "no lines with times"),
    ],
)
def test_what_is_wrong_is_said(read, name, says):
    found = read[0][name]
    assert not isinstance(found, Material)
    assert says in str(found)


def test_a_locked_file_that_opens_without_a_password_is_read(read):
    assert "A secret" in read[0]["locked-by-nothing.pdf"].passages[0].text
