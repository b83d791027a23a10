"""Runs a film until it rests, shows how far it is, delivers the file and says how it ended."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vidpipe.cli import screen, shapes
from vidpipe.cli.interrupt import interruptible
from vidpipe.cli.progress import Watch, Where, display
from vidpipe.engine.overview import Overview, Status
from vidpipe.errors import Stopped, VidpipeError
from vidpipe.film.project import STAGES
from vidpipe.take import State

if TYPE_CHECKING:
    from vidpipe.studio import Project, Studio

DONE, WAITING, FAILED, INTERRUPTED = 0, 3, 4, 130


@dataclass(frozen=True)
class Order:
    """What is wanted of a run: up to which step, where the film goes, and whether a program reads the answer.

    Without a `wish` only what was asked for before is made.
    """

    until: str = ""
    out: Path | None = None
    force: bool = False
    as_json: bool = False
    wish: bool = True


def make(studio: "Studio", film: "Project", order: Order) -> int:
    """Work until the film rests; returns the exit code."""

    def farewell() -> None:
        screen.complain(f"Interrupted. What is made is kept; go on with: vidpipe resume {film.id}")
        if order.as_json:
            with contextlib.suppress(Exception):
                screen.answer(shapes.made(film.overview, None))

    try:
        with interruptible(film.stop, farewell), Watch(display(as_json=order.as_json), _shown(studio, film)) as watch:
            if order.wish:
                film.run(order.until, watch=watch)
            else:
                film.finish(watch=watch)
    except Stopped:
        return INTERRUPTED
    return _end(film, order)


def _shown(studio: "Studio", film: "Project") -> Where:
    """Finds the file of a film's folder that shows a blob: one with a name and an ending that a person can open."""

    def where(digest: str) -> Path | None:
        with contextlib.suppress(VidpipeError, OSError):
            blob = studio.media(digest)[0]
            film.shelve()
            folders = (studio.data / "films").glob(f"*-{film.id}*")
            return next((file for folder in folders for file in folder.iterdir() if file.samefile(blob)), blob)
        return None

    return where


def _end(film: "Project", order: Order) -> int:
    """Deliver, say how it stands, and give the exit code."""
    now = film.overview
    output = deliver(film, now, order)
    if order.as_json:
        screen.answer(shapes.made(now, output))
    code = exit_code(now)
    if code == DONE and not order.as_json:
        _say_done(now, output)
    elif code == WAITING:
        _say_waiting(now, quietly=order.as_json)
    elif code != DONE:
        screen.complain(_why_not(now))
    return code


def deliver(film: "Project", now: Overview, order: Order) -> str | None:
    """Bring a complete film to where it was asked for; the path, None while there is no film."""
    if now.status is not Status.COMPLETE:
        return None
    if order.out is not None:
        film.export(order.out, force=order.force)
        return str(order.out)
    return output_of(film)


def output_of(film: "Project") -> str | None:
    """The path of the newest finished cut, None while there is none."""
    with contextlib.suppress(VidpipeError):
        cut = film.cut
        return str(cut.path) if cut else None
    return None


def exit_code(film: Overview) -> int:
    """The exit code for a film at rest. To have reached the step that was asked for is to be done."""
    if film.status is Status.COMPLETE or (film.status is Status.AWAITING_APPROVAL and reached(film)):
        return DONE
    return {Status.AWAITING_APPROVAL: WAITING, Status.STOPPED: INTERRUPTED}.get(film.status, FAILED)


def code_of(states: Iterable[State]) -> int:
    """The exit code of what was asked for of some slots alone, as they stand now."""
    found = set(states)
    if State.FAILED in found:
        return FAILED
    return WAITING if found & {State.BLOCKED, State.UNCERTAIN} else DONE


def reached(film: Overview) -> bool:
    """Whether a film rests only because no more was asked for than up to an earlier step."""
    return film.settings.until != STAGES[-1] and not film.waiting


def _say_done(film: Overview, output: str | None) -> None:
    seconds = shapes.duration(film)
    length = "" if seconds is None else f"{seconds:.1f} s, "
    calls = f"{film.calls} calls" + (f", {film.cached_calls} from the cache" if film.cached_calls else "")
    facts = f"{length}{len(film.scenes)} scenes, {screen.dollars(film.spent)}, {calls}"
    if output:
        screen.say(f"{output}  {facts}")
    else:
        screen.say(f"{film.title}: done up to the {film.settings.until}; {facts}")
        screen.say(f"Look: vidpipe show {film.id}   Go on: vidpipe resume {film.id}")
    for note in film.notes:
        screen.say(f"Note: {note}")
    for line in film.waiting if film.languages else ():
        screen.say(f"Waits for you: {line}")


def _say_waiting(film: Overview, *, quietly: bool) -> None:
    """What waits for the person and the command that lets it go on; with JSON in one line on standard error."""
    action = next_act(film)
    if quietly:
        screen.complain(f"{film.title} waits for you. {action}")
        return
    screen.say(f"{film.title} waits for you:")
    for line in film.waiting[:12]:
        screen.indented(line)
    if len(film.waiting) > 12:
        screen.indented(f"and {len(film.waiting) - 12} more")
    look = "moods" if waiting_step(film) == "moods" else "show"
    screen.say(f"Look: vidpipe {look} {film.id}   {action}")


def next_act(film: Overview) -> str:
    """The command that lets a resting film go on, as a sentence; '' when there is nothing to do."""
    if film.status is Status.COMPLETE:
        return ""
    if film.status is not Status.AWAITING_APPROVAL or reached(film):
        return f"Go on: vidpipe resume {film.id}"
    if any(line.partition(": ")[2].startswith("budget") for line in film.waiting):
        return f"Go on with a higher budget: vidpipe resume {film.id} --budget USD"
    if any(state in (State.BLOCKED, State.UNCERTAIN) for state in film.steps.values()):
        return f"{_remedy(film)}Decide in the studio: vidpipe studio   Or try again: vidpipe resume {film.id}"
    if waiting_step(film) == "moods":
        return f"Choose: vidpipe moods choose {film.id} NUMBER   Take the first: vidpipe approve {film.id} moods --run"
    return f"Approve and go on: vidpipe approve {film.id} {waiting_step(film)} --run"


def _remedy(film: Overview) -> str:
    """The command for the first thing in doubt, or the first clip that was refused; '' where there is none."""
    found = [(view.state, f"{row.index}/{name}") for row in film.scenes for name, view in row.slots.items()]
    unsure = next((name for state, name in found if state is State.UNCERTAIN), "")
    refused = next((name for state, name in found if state is State.BLOCKED and "/clip" in name), "")
    if unsure:
        return f"Look at the provider: vidpipe lookup {film.id} {unsure}   "
    return f"Ask more gently: vidpipe soften {film.id} {refused}   " if refused else ""


def waiting_step(film: Overview) -> str:
    """The first step that is ready and not approved."""
    return next((step for step in STAGES if film.steps.get(step) is State.READY), film.step)


def _why_not(film: Overview) -> str:
    if film.status is Status.STOPPED:
        return f"Stopped. What is made is kept; go on with: vidpipe resume {film.id}"
    more = f" (and {len(film.waiting) - 1} more)" if len(film.waiting) > 1 else ""
    why = film.waiting[0] if film.waiting else f"it rests at {film.status.value}"
    return f"Error: {film.title} could not be finished. {why}{more}. Try again with: vidpipe resume {film.id}"
