"""A project's records kept in memory, by the store's rules: what the pure core is tested on."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from vidpipe.engine.consent import terms
from vidpipe.engine.plan import Plan, World, plan
from vidpipe.film.brief import Brief, FilmKind
from vidpipe.film.catalogue import Caps, Role, Span
from vidpipe.film.project import Settings, Wish
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.film.storyboard import Camera, Scene, Storyboard, Style
from vidpipe.ports import Records, Stage, Summary
from vidpipe.recipe import Recipe, canonical, digest, imported
from vidpipe.stages.registry import stages
from vidpipe.take import Attempt, Decision, Phase, Take, Verb

START = datetime(2026, 1, 1, tzinfo=UTC)
STAGES = tuple(stages())
MODELS = {
    Role.TEXT: Caps(provider="local", model="writer-1", role=Role.TEXT),
    Role.IMAGE: Caps(provider="local", model="painter-1", role=Role.IMAGE),
    Role.VIDEO: Caps(
        provider="local", model="animator-1", role=Role.VIDEO, durations=Span(low=500, high=20_000), handles=True
    ),
    Role.MUSIC: Caps(provider="local", model="composer-1", role=Role.MUSIC),
}
CATALOGUE = {caps.id: caps for caps in MODELS.values()}


def settings(**changes: Any) -> Settings:
    models = {role: caps.id for role, caps in MODELS.items()}
    return Settings(**{"prompt": "a film", "language": "en", "frames": 72, "models": models} | changes)


def scene(name: str, **changes: Any) -> Scene:
    return Scene(**{"id": name, "frames": 24, "start_prompt": f"start {name}", "camera": Camera()} | changes)


def board(*scenes: Scene) -> Storyboard:
    return Storyboard(style=Style(look="flat", words=("calm",)), scenes=scenes)


@dataclass
class Book:
    """One project. `texts` are the JSON blobs; every method is one append, as in the store."""

    settings: Settings = field(default_factory=settings)
    wish: Wish = Wish.RUN
    takes: list[Take] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    texts: dict[str, Any] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    made: int = 0
    stages: tuple[Stage, ...] = STAGES

    def __post_init__(self) -> None:
        self._count = itertools.count(1)
        self._planned: tuple[Any, Plan] | None = None

    @property
    def now(self) -> datetime:
        return START + timedelta(seconds=next(self._count))

    def records(self) -> Records:
        summary = Summary(id="p", title="t", wish=self.wish, created=START, updated=START)
        newest = {(attempt.slot, attempt.recipe.key): attempt for attempt in self.attempts}
        return Records(
            project=summary,
            settings=self.settings,
            takes=tuple(self.takes),
            decisions=tuple(self.decisions),
            attempts=tuple(newest.values()),
        )

    def plan(self) -> Plan:
        """The plan of the records as they are; asked again with nothing appended, the same one."""
        now = (
            len(self.takes),
            len(self.decisions),
            len(self.attempts),
            frozenset(self.missing),
            self.settings,
            self.wish,
            self.stages,
        )
        if self._planned is None or self._planned[0] != now:
            world = World(stages=self.stages, catalogue=CATALOGUE, texts=self.texts, missing=frozenset(self.missing))
            self._planned = now, plan(self.records(), world)
        return self._planned[1]

    def decide(
        self, slot: str, verb: Verb, value: str = "", *, part: str = "", actor: str = "me", reason: str = ""
    ) -> None:
        about = {"slot": slot, "verb": verb, "value": value, "part": part, "actor": actor, "reason": reason}
        self.decisions.append(Decision(id=len(self.decisions) + 1, at=self.now, **about))  # type: ignore[arg-type]

    def go(self, slot: str = "") -> None:
        """A person agrees that what is stale is made again."""
        self.decide(slot, Verb.GO, terms(self.stages))

    def fill(
        self, slot: str, recipe: Recipe, name: str, *, meta: dict[str, Any] | None = None, actor: str = "engine"
    ) -> Take:
        mime = "application/json" if slot in (BRIEF, STORYBOARD) else "video/mp4" if "clip" in slot else "image/png"
        take = Take(
            id=len(self.takes) + 1,
            slot=slot,
            number=1 + sum(take.slot == slot for take in self.takes),
            digest=name,
            mime=mime,
            recipe=recipe,
            meta=meta or {},
            created=self.now,
        )
        self.takes.append(take)
        self.decide(slot, Verb.PICK, str(take.id), actor=actor)
        return take

    def write(self, slot: str, noun: Any, recipe: Recipe | None = None) -> Take:
        data = noun.plain()
        name = digest(canonical(data).encode())
        self.texts[name] = data
        return self.fill(slot, recipe or imported(name), name, actor="engine" if recipe else "me")

    def attempt(self, slot: str, recipe: Recipe, phase: Phase, *, error: str = "") -> Attempt:
        before = [a for a in self.attempts if (a.slot, a.recipe.key) == (slot, recipe.key)]
        found = Attempt(
            id=f"a{len(self.attempts)}",
            project="p",
            slot=slot,
            stage=recipe.stage,
            recipe=recipe,
            phase=phase,
            number=len(before) + 1,
            tried=tuple(a.created for a in before if a.phase is Phase.FAILED and a.error == "retry"),
            error=error,
            message=error,
            created=self.now,
            ended=None if phase.open else self.now,
        )
        self.attempts.append(found)
        return found

    def perform(self, slot: str, *, salt: str = "") -> None:
        """What a worker does to one runnable slot; without salt the same recipe always gives the same bytes."""
        recipe = self.plan().slots[slot].recipe
        assert recipe is not None
        self.made += 1
        self.attempt(slot, recipe, Phase.DONE)
        if slot == BRIEF:
            self.write(BRIEF, Brief(title="T", kind=FilmKind.STORY, subject="s", language="en"), recipe)
        elif slot == STORYBOARD:
            self.write(STORYBOARD, board(scene("aaaa"), scene("bbbb"), scene("cccc")), recipe)
        else:
            meta = {"head": recipe.params.get("handle", 0)} if "clip" in slot else {}
            self.fill(slot, recipe, digest(f"{recipe.key}{salt}".encode()), meta=meta)

    def settle(self, *, go: bool = True) -> int:
        """Run until nothing moves, with the person's consent to all unless told otherwise; how many slots were made."""
        before = self.made
        if go:
            self.go()
        for _ in range(200):
            now = self.plan()
            self.record(now)
            if not (now.policy or now.adopt):
                if not now.runnable:
                    return self.made - before
                for slot in now.runnable:
                    self.perform(slot)
        raise AssertionError("the project never came to rest")

    def record(self, now: Plan) -> None:
        """Write down what follows by itself, as the engine does."""
        for d in (*now.policy, *now.adopt):
            self.decide(d.slot, d.verb, d.value, part=d.part, actor=d.actor, reason=d.reason)

    def fork(self) -> "Book":
        """The same picks in a project of its own, as the façade does it."""
        other = Book(settings=self.settings, texts=self.texts)
        for slot in dict.fromkeys(take.slot for take in self.takes):
            picks = [d for d in self.decisions if d.slot == slot and d.verb is Verb.PICK]
            take = next(take for take in self.takes if take.id == int(picks[-1].value))
            other.fill(slot, take.recipe, take.digest, meta=take.meta, actor="me")
        for d in self.decisions:
            if d.verb in (Verb.APPROVE, Verb.LOCK, Verb.KEEP):
                other.decide(d.slot, d.verb, d.value, part=d.part, actor=d.actor)
        return other
