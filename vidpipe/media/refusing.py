"""Names what cannot be used by its place in the film, so that a person knows which clip, line or music it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from vidpipe.errors import Broken, LimitReached, MediaError
from vidpipe.film.cut import CutPlan


@contextmanager
def named(name: str) -> Iterator[None]:
    """Whatever is refused within is refused by this name, with the same remedy."""
    try:
        yield
    except (MediaError, LimitReached, Broken) as error:
        if error.message.startswith(name):
            raise
        raise type(error)(f"{name}: {error.message}", remedy=error.remedy) from error


def shot(number: int) -> str:
    """What the shot of a number is called."""
    return f"Shot {number + 1}"


def place(plan: CutPlan, digest: str) -> str:
    """What the medium of a digest is called in a plan, by where it is used first."""
    for number, one in enumerate(plan.shots):
        if one.media == digest:
            return shot(number)
    for number, line in enumerate(plan.voice, 1):
        if line.media == digest:
            return f"Line {number} of the narration"
    return "The music"
