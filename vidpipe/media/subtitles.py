"""Narration as captions: what is shown together, in which rows, from when to when, and when each word is said. Pure.

A line is first timed word by word: within the stretches of speech that were heard in its sound, else as long as words
of such letters take. Then it is broken where it reads best: after sentences, after clauses, where the speaker pauses.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from vidpipe.film.caption import Cue, Subtitles
from vidpipe.film.cut import CutPlan, VoiceLine
from vidpipe.media.wording import Word, columns, words

Speech = Sequence[tuple[int, int]]
"""Stretches of a sound in which something is said, in milliseconds."""
Times = list[tuple[int, int]]
"""From when to when each word is said, in milliseconds."""

STRETCHES = 40
LINGER, NEAR = 500, 400
"""Milliseconds a caption stays after its last word, and within which the next one follows without a gap."""
LONG_PAUSE = 600
SHORT_WORD = 3


@dataclass(frozen=True)
class Measure:
    """How captions are cut to size: columns of a row, rows, least and most milliseconds, signs a second.

    `whole` captions show sentences; the others show what is said in one breath.
    """

    columns: int = 42
    rows: int = 2
    least: int = 900
    most: int = 7000
    pace: int = 21
    whole: bool = True

    @property
    def room(self) -> int:
        return self.columns * self.rows


def of_shape(width: int, height: int) -> Measure:
    """The measure of a film's shape: narrow films have shorter rows."""
    ratio = width / height
    return Measure(columns=_by_shape(ratio, 42, 34, 30, 26))


def of_style(style: Subtitles, width: int, height: int) -> Measure:
    """The measure of captions that are drawn: large ones are a few words at a time."""
    ratio = width / height
    if style == "bold":
        return Measure(_by_shape(ratio, 18, 16, 15, 14), 2, least=400, most=3500, whole=False)
    if style == "words":
        return Measure(_by_shape(ratio, 28, 24, 22, 20), 2, least=600, most=5000, whole=False)
    return of_shape(width, height)


def _by_shape(ratio: float, wide: int, square: int, high: int, tall: int) -> int:
    return wide if ratio >= 1.5 else square if ratio >= 0.95 else high if ratio >= 0.7 else tall


def cues(plan: CutPlan, measure: Measure, heard: Mapping[str, Speech] | None = None) -> list[Cue]:
    """All captions in order; none overlaps the next, passes the end of its line or that of the film.

    `heard` is when something is said in the sounds of the lines, by digest; a line whose sound is not among them is
    spread over its time.
    """
    lines = sorted((line for line in plan.voice if line.text and line.frames > 0), key=lambda line: line.start)
    found: list[Cue] = []
    for number, line in enumerate(lines):
        after = lines[number + 1].start if number + 1 < len(lines) else plan.frames
        until = min(max(after, line.start + 1), plan.frames)
        found += _line(line, until, plan.rate, measure, (heard or {}).get(line.media or ""))
    return found


def _line(line: VoiceLine, until: int, rate: int, measure: Measure, speech: Speech | None) -> list[Cue]:
    said = words(line.text)
    start, ends = round(1000 * max(0, line.start) / rate), round(1000 * until / rate)
    room = min(ends, round(1000 * (line.start + line.frames) / rate))
    if ends <= start or not said:
        return []
    if speech:
        moved = [(min(start + first, ends), min(start + last, ends)) for first, last in speech]
        times, room = within(said, moved), min(ends, max(room, moved[-1][1]))
    else:
        times = spread(said, start, room)
    parts = split(said, times, measure)
    return _timed(parts, times, room, measure, line.scene)


# ---------------------------------------------------------------- when words are said


def spread(said: Sequence[Word], start: int, end: int) -> Times:
    """Words over a stretch of time, with pauses where a sentence or a clause ends."""
    whole = sum(word.weight + word.pause for word in said) - said[-1].pause
    times, passed = [], 0.0
    for word in said:
        first, passed = passed, passed + word.weight
        times.append((start + round((end - start) * first / whole), start + round((end - start) * passed / whole)))
        passed += word.pause
    return times


def within(said: Sequence[Word], speech: Speech) -> Times:
    """Words within the stretches in which something is said: each pause falls between two words."""
    stretches = _fewer(list(speech), STRETCHES)
    times: Times = []
    begun = 0
    for (start, end), upto in zip(stretches, _borders(said, stretches), strict=True):
        if upto > begun:
            times += spread_evenly(said[begun:upto], start, end)
        begun = upto
    return times


def spread_evenly(said: Sequence[Word], start: int, end: int) -> Times:
    """Words one after the other without pauses."""
    edges = [0.0, *itertools.accumulate(word.weight for word in said)]
    places = [start + round((end - start) * edge / edges[-1]) for edge in edges]
    return list(itertools.pairwise(places))


def _fewer(stretches: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Those that are nearest to each other are one, until there are few."""
    while len(stretches) > most:
        gaps = [two[0] - one[1] for one, two in itertools.pairwise(stretches)]
        place = gaps.index(min(gaps))
        stretches[place : place + 2] = [(stretches[place][0], stretches[place + 1][1])]
    return stretches


def _borders(said: Sequence[Word], stretches: Speech) -> list[int]:
    """How many words are said by the end of each stretch: lengths as they should be, pauses after punctuation."""
    edges = [0.0, *itertools.accumulate(word.weight for word in said)]
    lengths = [end - start for start, end in stretches]
    scale = sum(lengths) / edges[-1]
    costs = [0.0] + [inf] * len(said)
    ways: list[list[int]] = []
    for place, length in enumerate(lengths):
        last = place == len(lengths) - 1
        gap = 0 if last else stretches[place + 1][0] - stretches[place][1]
        costs, way = _extended(said, edges, costs, scale, length=length, gap=0 if last else gap)
        ways.append(way)
    found, upto = [], len(said)
    for way in reversed(ways):
        found.append(upto)
        upto = way[upto]
    return found[::-1]


def _extended(
    said: Sequence[Word], edges: Sequence[float], costs: Sequence[float], scale: float, *, length: int, gap: int
) -> tuple[list[float], list[int]]:
    """For each number of words the least cost when one more stretch is filled, and how many were said before it."""
    best, way = [inf] * len(costs), [0] * len(costs)
    for begun, cost in enumerate(costs):
        if cost == inf:
            continue
        for upto in range(begun, len(costs)):
            over = (edges[upto] - edges[begun]) * scale - length
            now = cost + abs(over) / 1000 + (_torn(said[upto - 1], gap) if 0 < upto < len(said) else 0.0)
            if now < best[upto]:
                best[upto], way[upto] = now, begun
            if over > 4 * length + 2000:
                break
    return best, way


def _torn(word: Word, gap: int) -> float:
    """What it costs that a pause of `gap` milliseconds comes after this word, in seconds."""
    usual = {"sentence": 0.0, "clause": 0.03}.get(word.ends, 0.25)
    return usual * min(1.0, gap / 300) if gap else 0.0


# ---------------------------------------------------------------- what is shown together


def split(said: Sequence[Word], times: Times, measure: Measure) -> list[list[Sequence[Word]]]:
    """The words as captions, each as rows, broken where it reads best."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for upto in range(1, len(said) + 1):
        options = []
        for begun in range(upto - 1, -1, -1):
            part = said[begun:upto]
            if upto - begun > 1 and not _fits(part, measure):
                break
            cost = best[begun][0] + _part_cost(said, times, begun, upto, measure)
            options.append((cost, begun))
        best.append(min(options))
    edges = [len(said)]
    while edges[-1]:
        edges.append(best[edges[-1]][1])
    return [rows(said[begun:upto], measure) for begun, upto in itertools.pairwise(edges[::-1])]


def _fits(part: Sequence[Word], measure: Measure) -> bool:
    return len(_broken(part, measure.columns)) <= measure.rows


def _part_cost(said: Sequence[Word], times: Times, begun: int, upto: int, measure: Measure) -> float:
    """How badly the words from `begun` up to `upto` stand together."""
    part = said[begun:upto]
    size = sum(word.columns for word in part)
    cost = 3.0 + 6.0 * (1 - min(1.0, size / measure.room)) ** 2 + (_after(part[-1]) if upto < len(said) else 0.0)
    inner = sum(word.ends == "sentence" for word in part[:-1])
    if inner and (not measure.whole or part[-1].ends != "sentence" or not _shares(part, size, measure)):
        cost += 6.0 * inner
    elif not measure.whole:
        cost += 1.5 * sum(word.ends == "clause" for word in part[:-1])
    if len(part) > 1 and part[-2].ends and not part[-1].ends:
        cost += 3.0
    for place in range(begun, upto - 1):
        if times[place + 1][0] - times[place][1] > LONG_PAUSE:
            cost += 2.0 if measure.whole else 6.0
    return cost + (100.0 if times[upto - 1][1] - times[begun][0] > measure.most else 0.0)


def _shares(part: Sequence[Word], size: int, measure: Measure) -> bool:
    """Whether sentences stand well together: in one row, or each in its own."""
    if size <= measure.columns:
        return True
    broken = rows(part, measure)
    return len(broken) == sum(word.ends == "sentence" for word in part) and broken[0][-1].ends == "sentence"


def _after(word: Word) -> float:
    """What it costs to end a caption after this word: little after a clause, more after a short word such as `the`."""
    if word.ends:
        return 0.0 if word.ends == "sentence" else 1.0
    return 5.5 if _leads(word) else 4.0


def _leads(word: Word) -> bool:
    """Whether it is a short word, which mostly belongs to the next one."""
    return word.text[:1].isspace() and word.columns <= SHORT_WORD + 1


def rows(part: Sequence[Word], measure: Measure) -> list[Sequence[Word]]:
    """Words in as few rows as hold them, as even as can be, better broken after a comma."""
    broken = _broken(part, measure.columns)
    if len(broken) != 2:
        return broken
    sizes = [0, *itertools.accumulate(word.columns for word in part)]

    def cost(place: int) -> float:
        first, second = sizes[place], sizes[-1] - sizes[place]
        over = 100 * (max(first, second) > measure.columns + 1)
        return over + abs(first - second) + (-6 if part[place - 1].ends else 4 if _leads(part[place - 1]) else 0)

    place = min(range(1, len(part)), key=cost)
    return [part[:place], part[place:]] if _columns(part[place:]) <= measure.columns else broken


def _broken(part: Sequence[Word], room: int) -> list[Sequence[Word]]:
    """Rows filled one after the other."""
    edges, size = [0], 0
    for place, word in enumerate(part):
        size += word.columns if place > edges[-1] else columns(word.text.strip())
        if place > edges[-1] and size > room:
            edges.append(place)
            size = columns(word.text.strip())
    return [part[begun:upto] for begun, upto in itertools.pairwise([*edges, len(part)])]


def _columns(row: Sequence[Word]) -> int:
    return columns("".join(word.text for word in row).strip())


# ---------------------------------------------------------------- from when to when


def _timed(parts: list[list[Sequence[Word]]], times: Times, room: int, measure: Measure, scene: str) -> list[Cue]:
    """Captions with their times: as they are said, moved so that each can be read where there is room for it."""
    counts = [sum(map(len, part)) for part in parts]
    edges = [0, *itertools.accumulate(counts)]
    said = [(times[begun][0], times[upto - 1][1]) for begun, upto in itertools.pairwise(edges)]
    sizes = [sum(_columns(row) for row in part) for part in parts]
    needs = [max(measure.least, 1000 * size / measure.pace) for size in sizes]
    starts = readable(said, needs, room)
    found = []
    for number, part in enumerate(parts):
        start, after = starts[number], starts[number + 1] if number + 1 < len(parts) else room
        end = min(after, max(said[number][1] + LINGER, start + round(needs[number])), start + measure.most)
        end = after if after - end < NEAR and after - start <= measure.most and number + 1 < len(parts) else end
        spoken = [min(max(first, start), end) for first, _ in times[edges[number] : edges[number + 1]]]
        lines = tuple(tuple(word.text for word in row) for row in part)
        found.append(Cue(start=start, end=max(start, end), rows=lines, said=tuple(spoken), scene=scene))
    return found


def readable(said: Sequence[tuple[int, int]], needs: Sequence[float], end: int) -> list[int]:
    """When captions begin: when they are said, or as much earlier or later as the others need. Never out of order."""
    first = said[0][0]
    whole = sum(needs)
    scale = min(1.0, (end - first) / whole) if whole else 0.0
    starts = [float(first)]
    for (begins, _), need in zip(said[1:], needs, strict=False):
        starts.append(max(float(begins), starts[-1] + need * scale))
    latest = float(end)
    for place in range(len(starts) - 1, 0, -1):
        latest = min(starts[place], latest - needs[place] * scale)
        starts[place] = latest
    return [round(min(max(start, first), max(first, end))) for start in starts]
