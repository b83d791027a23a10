"""Where the work stands while a film is being made: what is at work, how long it took, how long it may take. Pure."""

from dataclasses import dataclass

from vidpipe.engine.overview import Overview, Status
from vidpipe.take import State
from vidpipe.ui import words
from vidpipe.ui.view.steps import in_state, numbers, of_step, slots

DOING = {
    "brief": "Writing the brief",
    "moods": "Painting moods",
    "storyboard": "Writing the storyboard",
    "keyframes": "Painting keyframes",
    "clips": "Making clips",
    "sound": "Making the sound",
    "cut": "Assembling the cut",
}


@dataclass(frozen=True)
class Progress:
    """`at_work` names at most three slots; `times` is elapsed and left."""

    percent: int
    doing: str
    done: str
    at_work: str
    times: str


@dataclass(frozen=True)
class Pace:
    """What a server saw of a film's progress: when it began to look, and how far the film was then."""

    since: float
    percent: int

    def left(self, percent: int, now: float) -> float | None:
        """Seconds to the end at the pace so far; None before there is a pace."""
        gained, passed = percent - self.percent, now - self.since
        return passed * (100 - percent) / gained if gained >= 3 and passed >= 2 else None


def progress(film: Overview, *, elapsed: float, left: float | None) -> Progress:
    views = of_step(film, film.step)
    done = sum(view.fresh for view in views)
    running = [words.place(view.slot, numbers(film)) for view in in_state(slots(film), State.RUNNING)]
    return Progress(
        percent=film.progress,
        doing="Waiting for the worker" if film.status is Status.PENDING else DOING.get(film.step, "At work"),
        done=f"{done} of {len(views)}" if len(views) > 1 else "",
        at_work=" · ".join(running[:3]) + (f" and {len(running) - 3} more" if len(running) > 3 else ""),
        times=f"{words.clock(elapsed)} so far" + (f", about {words.span(left)} left" if left else ""),
    )
