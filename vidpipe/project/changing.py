"""Changes of a film: its storyboard by hand, its settings, its name; forks, and the trash."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from vidpipe.asking import settings_from
from vidpipe.casting import recast
from vidpipe.engine.notes import ANEW
from vidpipe.engine.reworking import open_choices
from vidpipe.engine.standing import Standing
from vidpipe.film.project import Settings, Wish
from vidpipe.film.slot import PREVIEW, STORYBOARD
from vidpipe.film.storyboard import Storyboard
from vidpipe.project.deciding import Deciding
from vidpipe.project.files import Files
from vidpipe.project.naming import new_id
from vidpipe.recipe import canonical, imported
from vidpipe.take import Decision, Take, Verb

JSON = "application/json"
OUTSIDE_RECIPES = ("gates", "until", "budget", "name", "basis", "ladder", "versions", "languages")
"""Settings that change no result, or follow from others."""


class Changing(Files, Deciding):
    """Changes by hand, forks and the trash."""

    def edit(self, storyboard: Storyboard) -> None:
        """A storyboard written by hand: only what depends on its changed parts is made again."""
        data = canonical(recast(storyboard).plain()).encode()
        name = self._store.blobs.put(data, JSON)
        self._store.import_take(
            self.id, STORYBOARD, digest=name, mime=JSON, meta={}, recipe=imported(name), actor=self._shop.actor
        )

    def change(self, **asked: Any) -> None:
        """New settings; `provider` has its models take every role it can. A longer film keeps its scenes and gets new
        ones. Raises BadInput."""
        before, settings = self.settings, self._asked(asked)
        self._store.change(self.id, settings, actor=self._shop.actor)
        self._decide(self._told(before, settings))

    def _asked(self, asked: Mapping[str, Any]) -> Settings:
        """The settings with what is asked for."""
        return self._shop.with_models(self._lengthened(self._changed(asked)), before=self.settings)

    def _told(self, before: Settings, after: Settings) -> list[Decision]:
        """That a person changed what recipes are made of; nothing for gates, budget and the like."""
        was, now = before.plain(), after.plain()
        names = [name for name in now if now.get(name) != was.get(name) and name not in OUTSIDE_RECIPES]
        part = "anew" if ANEW & set(names) else ""
        return [self._decision("", Verb.CHANGE, part, ",".join(names)[:400])] if names else []

    def _changed(self, asked: Mapping[str, Any]) -> Settings:
        base = self.settings
        wanted = self._shop.cast(asked, base.models) if {"provider", "models"} & set(asked) else dict(asked)
        return settings_from(wanted, base=base)

    def _lengthened(self, settings: Settings) -> Settings:
        """The storyboard there is becomes the basis of a longer one; with any other change it is written anew."""
        records, plan = self._read()
        board, take = plan.film.storyboard, Standing(records).pick(STORYBOARD)
        longer = board and take and settings.frames and settings.frames > board.frames
        same = settings.model_copy(update={"frames": None, "basis": None}).plain()
        rewritten = any(
            same.get(name) != records.settings.plain().get(name)
            for name in ("prompt", "style", "kind", "language", "seed", "beats")
        )
        if longer and take and not rewritten:
            return settings.model_copy(update={"basis": take.digest})
        return settings if settings.frames == records.settings.frames else settings.model_copy(update={"basis": None})

    def fork(self, **asked: Any) -> Self:
        """A new project that shows the same takes, with some settings changed. Files are shared, not copied."""
        settings = self._asked(asked)
        name = new_id()
        title = settings.title or self._store.records(self.id).project.title
        self._fork_as(name, settings, title=title, takes=self._shown_takes())
        return type(self)(self._shop, name)

    def _fork_as(
        self, name: str, settings: Settings, *, title: str, takes: Sequence[Take], wish: Wish = Wish.RUN
    ) -> None:
        """A fork by this id that shows these takes, whole or not at all. Raises Refused where the id is taken."""
        decisions = [*self._told(self.settings, settings), *(self._standing_choices() if takes else ())]
        self._store.create(
            name,
            settings,
            title=title,
            actor=self._shop.actor,
            forked_from=self.id,
            takes=takes,
            decisions=decisions,
            wish=wish,
        )

    def _shown_takes(self) -> list[Take]:
        records = self._store.records(self.id)
        standing = Standing(records)
        picks = (standing.pick(slot) for slot in dict.fromkeys(take.slot for take in records.takes))
        return [take for take in picks if take is not None and take.slot != PREVIEW]

    def _standing_choices(self) -> list[Decision]:
        """What was decided about what is shown, and goes with it."""
        records = self._store.records(self.id)
        open_notes = {(note.slot, note.part, note.at) for note in self.open_notes()}
        kept = [
            d
            for d in records.decisions
            if d.verb in (Verb.APPROVE, Verb.LOCK, Verb.KEEP)
            or (d.verb is Verb.NOTE and (d.slot, d.part, d.at) in open_notes)
        ]
        return [*kept, *open_choices(Standing(records), self._read()[1].film)]

    def rename(self, title: str) -> None:
        """Call it otherwise. It enters no recipe, so nothing is made again. Raises BadInput."""
        name = self._changed({"title": title}).title
        self._store.change(self.id, self.settings.model_copy(update={"name": name}), actor=self._shop.actor)
        self._store.retitle(self.id, name)

    def _halt(self) -> None:
        """Nothing is wished for any more, and what was asked for by itself is not either."""
        self._decide([self._decision("", Verb.HALT)])
        self._store.wish(self.id, Wish.STOP, actor=self._shop.actor)

    def trash(self) -> None:
        """Mark it as trash and take its folder away; its takes stay until the trash is emptied."""
        from vidpipe.store.shelf import unshelve

        self._halt()
        self._store.trash(self.id, True, actor=self._shop.actor)
        unshelve(self._shop.data, self.id)

    def restore(self) -> None:
        self._store.trash(self.id, False, actor=self._shop.actor)
        self.shelve()
