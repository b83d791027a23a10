"""An answer as it is spoken: a call like any other, with cache, budget and ledger, whose words are heard as they come.

Who waits for it may go away: it is performed by a thread of its own, and what came is kept.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

from vidpipe.engine.outside import Outside
from vidpipe.engine.run import LEASE_SECONDS, Engine
from vidpipe.engine.worker import worker_name
from vidpipe.errors import Stopped
from vidpipe.film.catalogue import Caps
from vidpipe.ports import Desk, Provider, Request, Result
from vidpipe.take import Attempt

BEAT = LEASE_SECONDS / 4
Hear = Callable[[str], None]


class Speaker(Engine):
    """Performs what a person waits for while talking, whatever is wished for the film, or halted in it."""

    def _still_wanted(self, attempt: Attempt) -> bool:
        return True


class Aloud:
    """A provider whose answer to a talk is heard as it is spoken, and is then an answer like any other."""

    def __init__(self, provider: Provider, hear: Hear) -> None:
        self._provider, self._hear = provider, hear

    def __getattr__(self, name: str) -> Any:
        return getattr(self._provider, name)

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Result:
        messages: list[Mapping[str, str]] = request.data["messages"]
        spoken: list[str] = []
        for part in self._provider.chat(caps, messages):
            if desk.stopped():
                raise Stopped("Stopped while the answer was spoken")
            spoken.append(part)
            self._hear(part)
        return Result(text="".join(spoken))


def speak(outside: Outside, attempt: Attempt, hear: Hear) -> Attempt:
    """Perform the attempt here and now; how it ended. What the cache answers is heard by nobody."""
    house = attempt.recipe.model.partition("/")[0]
    aloud = cast(Provider, Aloud(outside.providers[house], hear))
    engine = Speaker(replace(outside, providers={**outside.providers, house: aloud}), worker_name(), previews=False)
    with _held(engine):
        engine.perform(attempt.id)
    return outside.store.attempt(attempt.id) or attempt


@contextmanager
def _held(engine: Engine) -> Iterator[None]:
    """Keep the lease while somebody speaks."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT):
            engine.renew()

    threading.Thread(target=beat, name="talk-lease", daemon=True).start()
    try:
        yield
    finally:
        ended.set()
