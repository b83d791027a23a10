"""Work that is asked for while the worker is ending is done: who asked saw it still there, and started no other."""

from pathlib import Path

import pytest

from vidpipe import Studio
from vidpipe.film.project import Wish

TINY = {"duration": 3, "quality": "draft", "narration": False, "until": "storyboard"}


def test_a_film_that_meets_an_ending_worker_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Studio(tmp_path) as here, Studio(tmp_path) as elsewhere:
        first = here.create("A red kite", **TINY)
        late = elsewhere.create("A blue boat", **TINY)
        late.stop()
        dismiss, met = here._shop.store.dismiss, []

        def ending(worker: str) -> None:
            dismiss(worker)
            if not met:  # the worker of the first film is ending; its lock is held until it is gone
                met.append(elsewhere.worker())
                late.start()

        monkeypatch.setattr(here._shop.store, "dismiss", ending)
        here.work(until_idle=True)
        assert met[0] is not None, "the worker was still there when the film was started"
        assert first.storyboard is not None
        assert late.storyboard is not None
        assert [row.wish for row in here.summaries()] == [Wish.RUN, Wish.RUN]
        assert here.worker() is None
