"""The time that work took so far counts from what a person asked for last."""

from datetime import timedelta

import pytest
from overviews import NOW, film

from vidpipe.ports import Event
from vidpipe.ui import clockwork


class Told:
    """A film that tells these events."""

    def __init__(self, *events: Event) -> None:
        self._events = events

    def events(self, after: int = 0) -> list[Event]:
        return [event for event in self._events if event.seq > after]


def event(seq: int, what: str, **detail: str) -> Event:
    return Event(seq=seq, project="aaaaaaaaaa", what=what, at=NOW + timedelta(minutes=seq), detail=detail)


@pytest.mark.parametrize(
    ("last", "minutes"),
    [
        (event(9, "decided", verb="go"), 9),
        (event(9, "decided", verb="reroll"), 9),
        (event(9, "wish", wish="run"), 9),
        (event(9, "decided", verb="approve"), 1),
        (event(9, "wish", wish="stop"), 1),
    ],
)
def test_work_began_with_what_was_asked_last(last: Event, minutes: int) -> None:
    told = Told(event(1, "wish", wish="run"), event(5, "done"), last)
    assert clockwork._began(told, film()) == NOW + timedelta(minutes=minutes)  # type: ignore[arg-type]
