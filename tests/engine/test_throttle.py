"""A lane that was found too wide: half as wide, held, and growing back; what is sent counts, what is not does not."""

import threading
import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vidpipe.engine.lanes import Lanes, Width
from vidpipe.engine.throttle import Throttle, Went


@given(full=st.integers(1, 64), refusals=st.integers(1, 20))
def test_each_round_of_refusals_halves_and_one_place_is_always_left(full: int, refusals: int) -> None:
    throttle = Throttle()
    widths = [full]
    for moment in range(refusals):
        throttle.refused(full, began=moment, now=moment + 0.5, hold=0.1)
        widths.append(throttle.width(full))
    assert all(narrow == max(1, wide // 2) for wide, narrow in pairwise(widths))


@given(full=st.integers(2, 64), together=st.integers(1, 30))
def test_refusals_of_what_ran_together_halve_once(full: int, together: int) -> None:
    throttle = Throttle()
    for number in range(together):
        throttle.refused(full, began=1.0, now=2.0 + number / 100, hold=5.0)
    assert throttle.width(full) == max(1, full // 2)


@given(full=st.integers(1, 64), times=st.integers(1, 8))
def test_it_grows_back_to_its_full_width_and_no_further(full: int, times: int) -> None:
    throttle, widths = Throttle(), []
    for moment in range(times):
        throttle.refused(full, began=moment, now=moment + 0.5, hold=0)
    for _ in range(full * full + 1):
        throttle.went_well(full)
        widths.append(throttle.width(full))
    assert widths == sorted(widths)
    assert widths[-1] == full


@given(holds=st.lists(st.floats(0, 100), min_size=1), now=st.floats(0, 50))
def test_the_longest_hold_counts(holds: list[float], now: float) -> None:
    throttle = Throttle()
    for hold in holds:
        throttle.refused(4, began=0, now=0, hold=hold)
    assert throttle.hold(now) == max(0.0, max(holds) - now)
    throttle.went_well(4)
    assert throttle.hold(now) == max(0.0, max(holds) - now)


class Watched:
    """Counts how many run at once, and when each began."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.began: list[float] = []
        self._turn = threading.Lock()

    def run(self, seconds: float, went: Went) -> Went:
        with self._turn:
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.began.append(time.monotonic())
        time.sleep(seconds)
        with self._turn:
            self.inside -= 1
        return went


def test_a_throttled_lane_waits_and_goes_on_with_half_as_many() -> None:
    lanes, first, later = Lanes(lambda name: Width(at_once=4)), Watched(), Watched()
    for number in range(4):
        lanes.put("a", f"first{number}", lambda: first.run(0.05, Went(hold=0.5)), priority=1)
    assert lanes.wait_idle(10)
    refused = time.monotonic()
    for number in range(4):
        lanes.put("a", f"later{number}", lambda: later.run(0.05, Went(hold=None, sent=False)), priority=1)
    assert lanes.wait_idle(10)
    assert min(later.began) - refused > 0.3
    assert (first.most, later.most) == (4, 2)
    lanes.close()


def test_a_job_that_only_waits_for_its_ticket_is_not_held() -> None:
    lanes, done = Lanes(lambda name: Width(at_once=2, per_minute=1)), []
    lanes.put("a", "first", lambda: Went(hold=60.0), priority=1)
    assert lanes.wait_idle(10)
    lanes.put("a", "new", lambda: done.append("new"), priority=1)
    lanes.put("a", "ticket", lambda: done.append("ticket"), priority=-1, sends=False)
    deadline = time.monotonic() + 10
    while not done and time.monotonic() < deadline:
        time.sleep(0.01)
    assert done == ["ticket"]
    lanes.close()


def test_what_the_cache_answered_uses_up_no_start() -> None:
    lanes, done = Lanes(lambda name: Width(at_once=1, per_minute=2)), []
    for number in range(20):
        lanes.put("a", f"{number}", lambda: done.append(1) or Went(sent=False), priority=1)  # type: ignore[func-returns-value]
    assert lanes.wait_idle(20)
    assert len(done) == 20
    lanes.close()


def test_the_lanes_of_one_provider_share_its_starts_a_minute() -> None:
    width = Width(at_once=4, per_minute=100, house="kiosk", house_per_minute=3)
    lanes, watched = Lanes(lambda name: width, haste=60.0), Watched()
    for number in range(8):
        lanes.put(f"kiosk/{number % 2}", f"{number}", lambda: watched.run(0, Went()), priority=1)
    assert lanes.wait_idle(30)
    for early, late in zip(watched.began, watched.began[3:], strict=False):
        assert late - early >= 0.95
    lanes.close()
