"""A try that has to wait is made when its pause is over, whatever happened while it was being planned."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from shop import START, Shop

from vidpipe.errors import Kind, ProviderError


class Later(datetime):
    """A clock that is an hour ahead."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return datetime.now(UTC) + timedelta(hours=1)


def test_a_pause_that_ends_while_it_is_looked_at_is_no_pause_for_ever(
    shop: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = shop(errors=[ProviderError(Kind.RETRY, "Busy", retry_after=600.0, billed=False)])
    (attempt,) = here.engine.advance("film")
    here.engine.perform(attempt.id)
    assert here.engine.advance("film") == []
    assert 0 < (here.engine.pause("film") or 0) < 700
    monkeypatch.setattr("vidpipe.engine.run.datetime", Later)
    assert here.engine.pause("film") == 0.0, "nobody would come back for it"
    assert [one.slot for one in here.engine.advance("film")] == [START]
    assert here.engine.pause("film") is None
