"""What the storyboard page says about the film as a whole, about changes and their price. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.slot import STORYBOARD, parse
from vidpipe.film.storyboard import Storyboard
from vidpipe.film.version import cut_name
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.view.steps import step_of

PIECES = {"keyframes": "keyframe", "clips": "clip", "cut": "cut"}
CHANGED = {"new": "New", "another take": "Changed", "removed": "Removed"}


def line(film: Overview, now: datetime) -> str:
    """`8 scenes, 0:32 of 0:32. Saved a moment ago`."""
    board, slot = film.storyboard, film.slots.get(STORYBOARD)
    if board is None:
        return "Not written yet"
    rate, asked = film.settings.rate, film.settings.frames
    length = words.clock(board.frames / rate)
    whole = f"{length} of {words.clock(asked / rate)}" if asked else length
    saved = f". Saved {_ago(slot.take.created, now)}" if slot and slot.take else ""
    return f"{words.count(len(board.scenes), 'scene')}, {whole}{saved}"


def _ago(then: datetime, now: datetime) -> str:
    said = words.ago(then, now)
    return "a moment ago" if said == "just now" else said


def pieces(slots: Iterable[str]) -> str:
    """`2 keyframes, 1 clip`: what slots are, counted, in the order of the flow."""
    names = [_piece(slot) for slot in slots]
    order = ["mood", "storyboard", "keyframe", "clip", "line", "music", "cut"]
    counts = Counter(name for name in names if name)
    return ", ".join(words.count(counts[name], name) for name in sorted(counts, key=order.index))


def _piece(slot: str) -> str:
    step = step_of(slot)
    if step == "sound":
        return "line" if parse(slot).scene else "music"
    if step == "cut":
        return "cut" if cut_name(slot) else ""
    if step == "moods":
        return "mood"
    return "storyboard" if slot == STORYBOARD else PIECES.get(step, "")


def about(micros: int, confidence: str) -> str:
    """A price in a sentence: `about $0.64`, `$0.64`, `$0.60–0.70`, `free`."""
    if not micros:
        return "free"
    said = words.money(micros)
    return f"about {said}" if confidence == "estimated" and said[0] == "$" else said


def consequence(stale: Sequence[str], micros: int, confidence: str, *, made: bool = False) -> str:
    """What a change would make again, and its price. `made` is whether anything of the scene is there."""
    named, price = pieces(stale), about(micros, confidence)
    if named:
        return f"A change here makes again: {named} · {price}"
    return "A change here makes nothing more again." if made else "Nothing of this scene is made yet."


def waits(scene: SceneView) -> list[SlotView]:
    """The slots of a scene that its changes made stale."""
    return [slot for slot in scene.slots.values() if slot.state is State.STALE]


def scenes_of(board: Storyboard, member: str) -> list[int]:
    """The numbers of the scenes somebody is in."""
    return [place for place, scene in enumerate(board.scenes, 1) if member in scene.cast]


def in_scenes(numbers: Sequence[int]) -> str:
    """`In scenes 1, 2, 7`, `In scenes 2–60`."""
    if not numbers:
        return "In no scene"
    return f"In scene {numbers[0]}" if len(numbers) == 1 else f"In scenes {', '.join(_runs(numbers))}"


def _runs(numbers: Sequence[int]) -> list[str]:
    """Numbers in order; three or more in a row are one run."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [text for run in runs for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]


def because(slots: Iterable[SlotView]) -> str:
    """Why slots are stale: the first two reasons, and how many more there are."""
    reasons = list(dict.fromkeys(cause.reason for slot in slots for cause in slot.causes))
    more = f" and {len(reasons) - 2} more" if len(reasons) > 2 else ""
    return words.capital(", ".join(reasons[:2])) + more


def word_for(what: Sequence[str]) -> str:
    """What became of a scene since it was approved last, in a word."""
    return next((CHANGED[one] for one in what if one in CHANGED), "Changed")


def style_open(film: Overview, changed: Iterable[str]) -> bool:
    """Whether style guide and cast wait for approval: the storyboard does, and what is known leaves only them or them
    too."""
    slot = film.slots.get(STORYBOARD)
    if slot is None or slot.take is None or not slot.fresh or slot.approved:
        return False
    done = [scene.approved for scene in film.scenes]
    return "style" in set(changed) or all(done) or not any(done)


THIS, CHOSEN, ALL, WHOLE = "This scene", "Some scenes", "All scenes", "From scratch"
CHOICES = (THIS, CHOSEN, ALL, WHOLE)


def targets(which: str, scene: str, chosen: Sequence[str]) -> list[str]:
    """What is asked to be written again; nothing stands for the whole storyboard from scratch."""
    if which == ALL:
        return [STORYBOARD]
    scenes = {THIS: [scene], CHOSEN: chosen}.get(which, [])
    return [f"{STORYBOARD}:scene/{name}" for name in scenes if name]
