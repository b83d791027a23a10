"""A film's length is divided exactly: whatever the rate, the number of scenes and the clip lengths a model can make."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidpipe.film.timing import ceiling, count, divide, floor

RATES = st.sampled_from([24, 25, 30])
WEIGHTS = st.lists(st.floats(0.2, 5, allow_nan=False), min_size=1, max_size=70)


@given(RATES, st.integers(3, 600), WEIGHTS, st.integers(500, 5000), st.integers(5000, 15_000))
def test_sum_is_exact_and_limits_hold_where_they_can(rate, seconds, weights, shortest, longest):
    total = seconds * rate + len(weights)
    shares = divide(total, rate=rate, weights=weights, shortest=shortest, longest=longest)
    low, high = floor(rate, shortest), ceiling(rate, longest)
    assert sum(shares) == total
    assert len(shares) == len(weights)
    if low * len(weights) <= total <= high * len(weights):
        assert all(low <= share <= high for share in shares)
    else:
        assert max(shares) <= max(high, -(-total // len(weights)))
        assert min(shares) >= min(low, total // len(weights))


@given(RATES, st.integers(3, 600), st.sets(st.sampled_from([4000, 5000, 6000, 8000, 10_000]), min_size=1), st.data())
def test_no_scene_is_longer_than_the_longest_clip(rate, seconds, only, data):
    total = seconds * rate
    scenes = count(total, rate=rate, only=sorted(only))
    weights = data.draw(st.lists(st.floats(0.5, 2), min_size=scenes, max_size=scenes))
    shares = divide(total, rate=rate, weights=weights, shortest=1000, longest=20_000, only=sorted(only))
    assert sum(shares) == total
    assert max(shares) <= max(only) * rate // 1000


@given(RATES, st.integers(72, 18_000))
@settings(max_examples=300)
def test_every_length_gets_a_number_of_scenes_that_can_hold_it(rate, total):
    scenes = count(total, rate=rate)
    assert 1 <= scenes <= total
    assert scenes * ceiling(rate, 15_000) >= total


@pytest.mark.parametrize(
    ("seconds", "low", "high"), [(3, 1, 1), (6, 2, 2), (15, 3, 4), (24, 5, 6), (30, 6, 7), (600, 60, 60)]
)
def test_usual_lengths_have_the_scenes_an_editor_would_choose(seconds, low, high):
    assert low <= count(seconds * 24, rate=24) <= high


def test_clips_that_cannot_be_short_mean_fewer_scenes():
    assert count(24 * 24, rate=24, shortest=6000, longest=10_000) == 4


def test_shares_lean_to_the_lengths_a_model_can_make():
    shares = divide(24 * 24, rate=24, weights=[1, 1, 1, 1, 1], shortest=1000, longest=8000, only=[4000, 6000, 8000])
    assert sum(share in (96, 144, 192) for share in shares) >= 4


def test_weights_are_heeded():
    short, long = divide(240, rate=24, weights=[1, 3], shortest=1000, longest=15_000)
    assert (short, long) == (60, 180)


@pytest.mark.parametrize(("total", "weights"), [(10, []), (2, [1, 1, 1])])
def test_nothing_to_divide_is_an_error(total, weights):
    with pytest.raises(ValueError, match="cannot be divided"):
        divide(total, rate=24, weights=weights, shortest=1000, longest=9000)
