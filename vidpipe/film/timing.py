"""How a film's frames are divided among its scenes. Pure arithmetic on whole frames: no scene, no model, no chance.

Limits come in milliseconds, as a video model's catalogue gives them. A scene may be shorter on the timeline than the
clip that fills it, since tails are trimmed; it may never be longer than the longest clip.
"""

from collections.abc import Sequence
from math import ceil

SHORT_FILM, LONG_SCENE = 8, 10
"""Seconds: below the first a film has one or two scenes; no scene of a long film aims beyond the second."""


def ceiling(rate: int, longest: int, only: Sequence[int] = ()) -> int:
    """The most frames that a scene may have: whole frames within `longest` or within the longest of `only`."""
    limit = max(only) if only else longest
    return max(1, limit * rate // 1000)


def floor(rate: int, shortest: int, only: Sequence[int] = ()) -> int:
    """The fewest frames that a scene should have; with a list of lengths tails are trimmed, so one second will do."""
    return max(1, ceil((min(1000, *only, shortest) if only else shortest) * rate / 1000))


def count(total: int, *, rate: int, shortest: int = 1000, longest: int = 15_000, only: Sequence[int] = ()) -> int:
    """How many scenes suit a film of `total` frames: one or two below 8 s, three to eight up to about 40 s,
    then more.
    """
    seconds = total / rate
    if seconds < SHORT_FILM:
        wanted = max(1, round(seconds / 3))
    else:
        wanted = max(3, round(seconds / min(LONG_SCENE, 4 + seconds / 60)))
    paid = min(only) if only else shortest
    most = max(1, int(seconds * 1000 // max(paid, 1)))
    fewest = ceil(total / ceiling(rate, longest, only))
    return max(1, min(total, max(fewest, min(wanted, most))))


def divide(
    total: int, *, rate: int, weights: Sequence[float], shortest: int, longest: int, only: Sequence[int] = ()
) -> tuple[int, ...]:
    """Frames of each scene: one for each weight, in proportion to it, with sum exactly `total`.

    Every share lies within the limits where that is possible; where it is not (too many or too few scenes for the
    length) the sum still holds and the shares are as even as they can be. With `only`, shares lean to those lengths.
    Raises ValueError when there are no weights or fewer frames than weights.
    """
    if not weights or total < len(weights):
        raise ValueError(f"{total} frames cannot be divided among {len(weights)} scenes")
    low, high = floor(rate, shortest, only), ceiling(rate, longest, only)
    low = min(low, total // len(weights))
    high = max(high, ceil(total / len(weights)))
    shares = _within(total, [max(weight, 1e-6) for weight in weights], low=low, high=high)
    lengths = sorted({length * rate // 1000 for length in only})
    return tuple(_leaning(shares, lengths, low=low) if lengths else shares)


def _within(total: int, weights: Sequence[float], *, low: int, high: int) -> list[int]:
    """Shares in proportion, those beyond a limit set to it and the rest divided again."""
    fixed: dict[int, int] = {}
    while True:
        free = [index for index in range(len(weights)) if index not in fixed]
        left = total - sum(fixed.values())
        whole = sum(weights[index] for index in free)
        ideal = {index: left * weights[index] / whole for index in free}
        over = sum(max(0.0, share - high) for share in ideal.values())
        under = sum(max(0.0, low - share) for share in ideal.values())
        if over >= under and over > 0:
            fixed |= {index: high for index in free if ideal[index] >= high}
        elif under > 0:
            fixed |= {index: low for index in free if ideal[index] <= low}
        else:
            return _whole(left, ideal, fixed, low=low, high=high)
        if len(fixed) == len(weights):
            return _settled(total, [fixed[index] for index in range(len(weights))], low=low, high=high)


def _whole(left: int, ideal: dict[int, float], fixed: dict[int, int], *, low: int, high: int) -> list[int]:
    """Round the free shares so that their sum is `left`: the largest remainders go up."""
    shares = fixed | {index: int(share) for index, share in ideal.items()}
    spare = left - sum(int(share) for share in ideal.values())
    for index in sorted(ideal, key=lambda index: int(ideal[index]) - ideal[index])[:spare]:
        shares[index] += 1
    return _settled(left + sum(fixed.values()), [shares[index] for index in range(len(shares))], low=low, high=high)


def _settled(total: int, shares: list[int], *, low: int, high: int) -> list[int]:
    """Move what is left over or missing into scenes that have room, evenly, until the sum is exact."""
    while (missing := total - sum(shares)) != 0:
        step = 1 if missing > 0 else -1
        room = [i for i, share in enumerate(shares) if (share < high if step > 0 else share > low)]
        each = max(1, abs(missing) // len(room))
        for index in room:
            space = high - shares[index] if step > 0 else shares[index] - low
            move = min(each, space, abs(total - sum(shares)))
            shares[index] += step * move
    return shares


def _leaning(shares: list[int], lengths: Sequence[int], *, low: int) -> list[int]:
    """Snap each share to the nearest length a clip can have, while the next scene can take the difference."""
    snapped = list(shares)
    for index in range(len(snapped) - 1):
        nearest = min(lengths, key=lambda length: (abs(length - snapped[index]), length))
        rest = snapped[index + 1] + snapped[index] - nearest
        if low <= rest <= lengths[-1] and nearest >= low:
            snapped[index], snapped[index + 1] = nearest, rest
    return snapped
