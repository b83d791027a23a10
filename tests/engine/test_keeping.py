"""keeping.py: what the cutting room keeps is found again, belongs to its project, and is never a truth."""

from pathlib import Path

import pytest

from vidpipe.engine.keeping import Keeping
from vidpipe.engine.turns import Turns
from vidpipe.errors import Stopped
from vidpipe.store import open_store

KEY, MIME = "a" * 64, "video/mp4"


@pytest.fixture
def shelf(tmp_path: Path):
    store = open_store(tmp_path / "data")
    yield Keeping(store, Turns())
    store.close()


def kept(shelf: Keeping, tmp_path: Path, key: str = KEY, data: bytes = b"a piece"):
    file = tmp_path / "piece.mp4"
    file.write_bytes(data)
    return shelf.put(key, file, mime=MIME, meta={"frames": 48})


def test_what_is_put_is_found_with_its_notes_and_its_file_is_moved(shelf: Keeping, tmp_path: Path) -> None:
    assert shelf.get(KEY) is None
    put = kept(shelf, tmp_path)
    found = shelf.get(KEY)
    assert found == put
    assert found is not None
    assert found.path.read_bytes() == b"a piece"
    assert found.meta == {"frames": 48}
    assert not (tmp_path / "piece.mp4").exists()


def test_what_is_forgotten_changed_or_cleared_is_not_there(shelf: Keeping, tmp_path: Path) -> None:
    kept(shelf, tmp_path)
    shelf.forget(KEY)
    assert shelf.get(KEY) is None
    put = kept(shelf, tmp_path)
    put.path.chmod(0o600)
    put.path.write_bytes(b"another length")
    assert shelf.get(KEY) is None
    other = kept(shelf, tmp_path, key="b" * 64, data=b"another piece")
    shelf.store.clear_cache()
    assert shelf.get("b" * 64) is None
    assert not other.path.exists()


def test_whoever_waits_for_a_turn_can_give_it_up(shelf: Keeping) -> None:
    with shelf.turn(KEY, lambda: False), pytest.raises(Stopped), shelf.turn(KEY, lambda: True):
        raise AssertionError("two at once")
