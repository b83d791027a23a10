"""When a job is looked at: the wait after it is done is a small part of its time, and there are few looks before."""

from hypothesis import given
from hypothesis import strategies as st

from vidpipe.engine.pace import Pace
from vidpipe.engine.polling import LONGEST, SHORTEST, Expected, after_trouble, deadline, expected, pause, per_cent
from vidpipe.film.account import Learned
from vidpipe.film.catalogue import Caps, Role

PACE = Pace()
CAPS = Caps(provider="kiosk", model="animator-1", role=Role.VIDEO)


def looks(job: Expected, took: float, pace: Pace = PACE) -> list[float]:
    """The times of all looks at a job that takes so long, the last one after it was done."""
    times = [0.0]
    while times[-1] < took:
        times.append(times[-1] + pause(times[-1], job, pace))
        assert len(times) < 5000
    return times


def lost(times: list[float], took: float) -> float:
    """The part of a job's time that was lost by looking too late."""
    return (times[-1] - took) / took


learned = st.builds(
    lambda usual, slow: Learned(calls=8, p50=round(usual * 1000), p90=round(usual * slow * 1000)),
    usual=st.floats(15, 600),
    slow=st.floats(1, 1.5),
)


@given(known=learned, at=st.floats(0, 1))
def test_of_a_model_that_was_measured_under_three_per_cent_are_lost(known: Learned, at: float) -> None:
    job = expected(CAPS, known, PACE)
    took = job.early + at * (job.late - job.early)
    times = looks(job, took)
    assert lost(times, took) < 0.03 or times[-1] - took <= SHORTEST
    assert sum(time < job.early - 1e-9 for time in times) <= 7
    assert len(times) <= 160


@given(seconds=st.integers(15, 600), at=st.floats(0.5, 2))
def test_what_a_models_record_says_is_as_good_while_nothing_is_measured(seconds: int, at: float) -> None:
    job = expected(CAPS.model_copy(update={"seconds": seconds}), None, PACE)
    took = seconds * at
    times = looks(job, took)
    assert lost(times, took) < 0.03 or times[-1] - took <= SHORTEST + 1e-9


def test_a_clip_that_takes_its_usual_time_is_looked_at_a_few_times_only() -> None:
    job = expected(CAPS, Learned(calls=20, p50=45_000, p90=47_000), PACE)
    assert len(looks(job, 45.0)) <= 16


@given(known=st.none() | learned, seconds=st.integers(0, 600), elapsed=st.floats(0, 20_000), haste=st.floats(1, 500))
def test_no_two_looks_are_too_close_or_too_far_apart(
    known: Learned | None, seconds: int, elapsed: float, haste: float
) -> None:
    pace = Pace(haste=haste)
    job = expected(CAPS.model_copy(update={"seconds": seconds}), known, pace)
    gap = pause(elapsed, job, pace)
    assert gap >= SHORTEST / haste - 1e-9
    assert gap <= max(LONGEST / haste, job.early) + 1e-9


@given(elapsed=st.floats(0, 10_000))
def test_of_an_unknown_model_a_tenth_is_lost_at_most(elapsed: float) -> None:
    assert 2.0 <= pause(elapsed, Expected(), PACE) <= max(2.0, min(15.0, elapsed / 10)) + 1e-9


@given(hint=st.floats(-5, 1e9), elapsed=st.floats(0, 1e5))
def test_a_provider_that_says_when_to_ask_is_heard_within_bounds(hint: float, elapsed: float) -> None:
    gap = pause(elapsed, Expected(10, 20), PACE, hint=hint)
    assert gap == min(max(hint, 0.01), LONGEST)


@given(times=st.integers(1, 10_000), name=st.text(max_size=10), asked=st.none() | st.floats(0, 3600))
def test_looks_that_fail_come_less_and_less_often(times: int, name: str, asked: float | None) -> None:
    gap = after_trouble(times, name=name, asked=asked, pace=PACE)
    assert max(0.75, asked or 0.0) <= gap <= max(LONGEST * 1.25, asked or 0.0)


def test_a_deadline_is_what_the_record_says_or_six_times_what_is_usual() -> None:
    record = CAPS.model_copy(update={"deadline": 600})
    slow = Learned(calls=3, p50=200_000, p90=220_000)
    assert deadline(record, None, PACE, otherwise=1800) == 600
    assert deadline(record, slow, PACE, otherwise=1800) == 1200
    assert deadline(CAPS, None, PACE, otherwise=1800) == 1800
    assert deadline(record, None, Pace(haste=10), otherwise=1800) == 60


@given(known=learned, earlier=st.floats(0, 5000), later=st.floats(0, 5000))
def test_how_far_a_silent_job_is_only_grows_and_never_says_done(known: Learned, earlier: float, later: float) -> None:
    job = expected(CAPS, known, PACE)
    assert per_cent(min(earlier, later), job) <= per_cent(max(earlier, later), job) <= 95
    assert per_cent(job.usual, job) in (89, 90)
    assert per_cent(later, Expected()) == 0
