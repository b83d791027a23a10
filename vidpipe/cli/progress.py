"""Shows a film in the making: a bar with lines above it in a terminal, plain lines elsewhere, or nothing."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TextIO

from vidpipe.cli import screen
from vidpipe.cli.news import News, at_work, news, remaining
from vidpipe.engine.overview import Overview

Where = Callable[[str], Path | None]
"""From a digest to the file a person can open."""
Tell = Callable[[Overview | None, Overview], Iterator[News]]
"""What is new between two looks."""


class Display(Protocol):
    """Where news and the state of the work go."""

    def line(self, text: str, *, early: bool) -> None: ...

    def work(self, film: Overview, left: float | None) -> None: ...

    def close(self) -> None: ...


class Watch:
    """Looks at a film again and again; a context manager that may be called with each new overview."""

    def __init__(self, display: Display, where: Where, tell: Tell = news) -> None:
        self._display, self._where, self._tell = display, where, tell
        self._before: Overview | None = None
        self._started = time.monotonic()
        self._first = 0

    def __call__(self, film: Overview) -> None:
        if self._before is None:
            self._first = film.progress
        for item in self._tell(self._before, film):
            self._display.line(self._with_path(item), early=item.early)
        self._before = film
        elapsed = time.monotonic() - self._started
        self._display.work(film, remaining(elapsed, started=self._first, now=film.progress))

    def _with_path(self, item: News) -> str:
        place = self._where(item.digest) if item.early else None
        return f"{item.text}  {place}" if place else item.text

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._display.close()


def display(*, as_json: bool) -> Display:
    """The display that suits: with JSON standard output stays clean, and progress is only for a terminal."""
    stream = sys.stderr if as_json else sys.stdout
    if screen.is_terminal(stream):
        return Bar(stream)
    return Silent() if as_json else Plain()


class Silent:
    """Says nothing."""

    def line(self, text: str, *, early: bool) -> None: ...

    def work(self, film: Overview, left: float | None) -> None: ...

    def close(self) -> None: ...


class Plain:
    """A line for each event, with the seconds since the start before it."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._doing = ""

    def line(self, text: str, *, early: bool) -> None:
        screen.timed(time.monotonic() - self._started, text)

    def work(self, film: Overview, left: float | None) -> None:
        doing = "running" if film.settings.grid else film.status.value
        if doing != self._doing and not film.status.resting:
            self._doing = doing
            self.line(doing, early=False)

    def close(self) -> None: ...


class Bar:
    """A bar with step, scene, elapsed, remaining and cost; above it a line for what can be looked at already."""

    def __init__(self, stream: TextIO) -> None:
        from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=28),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}", markup=False),
            TextColumn("{task.fields[cost]}", markup=False),
            console=screen.console(stream),
            transient=True,
        )
        self._task = self._progress.add_task("Starting", total=100, left="", cost="")
        self._progress.start()

    def line(self, text: str, *, early: bool) -> None:
        if early or "failed" in text or "blocked" in text:
            self._progress.console.print(screen.one_line(text), soft_wrap=True)

    def work(self, film: Overview, left: float | None) -> None:
        self._progress.update(
            self._task,
            completed=film.progress,
            description=screen.one_line(at_work(film)),
            left="" if left is None else f"{clock(left)} left",
            cost=screen.dollars(film.spent),
        )

    def close(self) -> None:
        self._progress.stop()


def clock(seconds: float) -> str:
    """Seconds as `1:05`."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
