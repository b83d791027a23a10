"""What has happened between two looks at a film, in words: the lines that a command prints while it works. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from vidpipe.cli.screen import dollars
from vidpipe.engine.overview import Overview
from vidpipe.film.format import seconds
from vidpipe.film.slot import offered
from vidpipe.take import SlotView, State

STEP_NAMES = {
    "brief": "Writing the brief",
    "moods": "Painting moods",
    "storyboard": "Drawing up the storyboard",
    "keyframes": "Painting keyframes",
    "clips": "Making clips",
    "sound": "Making sound",
    "cut": "Cutting the film",
}
TROUBLE = (State.FAILED, State.BLOCKED, State.UNCERTAIN)


@dataclass(frozen=True)
class News:
    """A line for the person. `digest` names the file it is about; `early` marks the first things to look at."""

    text: str
    digest: str = ""
    early: bool = False


def slots_of(film: Overview) -> dict[str, SlotView]:
    """Every slot of a film under a name for people: `brief`, `scene 2 clip`."""
    named = dict(film.slots)
    for scene in film.scenes:
        named |= {f"scene {scene.index} {name}": view for name, view in scene.slots.items()}
    return named


def news(before: Overview | None, now: Overview) -> Iterator[News]:
    """What is new: takes, then trouble. What was there before the first look is not news."""
    if before is None:
        return
    old = slots_of(before)
    first_frame = not any(_is_frame(name) and view.take for name, view in old.items())
    for name, view in slots_of(now).items():
        was = old.get(name)
        if view.take and (was is None or was.take != view.take):
            early = name in ("storyboard", "animatic") or (_is_frame(name) and first_frame)
            first_frame = first_frame and not _is_frame(name)
            yield News(_made(name, view, now), view.take.digest, early)
        if view.state in TROUBLE and (was is None or was.state is not view.state):
            yield News(f"{name}: {view.state.value}{': ' + view.message if view.message else ''}")


def _is_frame(name: str) -> bool:
    return "keyframe/" in name


def _made(name: str, view: SlotView, film: Overview) -> str:
    price = f", {dollars(view.take.cost)}" if view.take and view.take.cost else ""
    if name == "storyboard" and film.storyboard:
        board = film.storyboard
        return f"storyboard: {len(board.scenes)} scenes, {seconds(board.frames, film.settings.rate):.1f} s{price}"
    if name == "brief" and film.brief:
        return f"brief: {film.brief.title}{price}"
    if offered(name) and "/" in name:
        return f"mood {name.split('/')[1]}, picture {name.split('/')[3]}: ready{price}"
    return f"{name.replace('keyframe/start', 'start keyframe').replace('keyframe/end', 'end keyframe')}: ready{price}"


def at_work(film: Overview) -> str:
    """What is being done now and at which scene: `Making clips, scene 2 of 5`."""
    if film.settings.grid:
        done = sum(view.take is not None for view in film.slots.values())
        return f"Making results, {done} of {len(film.slots)}"
    doing = STEP_NAMES.get(film.step, film.step)
    running = [scene.index for scene in film.scenes if any(v.state is State.RUNNING for v in scene.slots.values())]
    return f"{doing}, scene {running[0]} of {len(film.scenes)}" if running else doing


def remaining(elapsed: float, *, started: int, now: int) -> float | None:
    """Seconds that are left at the speed so far, from per cent at the start and now; None while nobody can say."""
    done = now - started
    return None if done < 5 or elapsed < 1 else elapsed * (100 - now) / done
