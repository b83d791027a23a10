"""A workspace with everything wired: store, stages, providers, cutter, worker. Here alone ports meet their adapters.

Only the façade uses it. It knows nothing of a single project.
"""

import logging
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from vidpipe.casting import chosen, need_keys, provided, role_of
from vidpipe.engine.glance import Glances
from vidpipe.engine.keeping import Keeping
from vidpipe.engine.outside import Limits, Outside
from vidpipe.engine.pace import Pace
from vidpipe.engine.queue import Sender, queue_url
from vidpipe.engine.turns import Turns
from vidpipe.engine.worker import Worker
from vidpipe.errors import BadInput, Busy, Corrupt, NotFound, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.noun import Noun
from vidpipe.film.project import Settings
from vidpipe.ports import Cached, Cutter, Shelf
from vidpipe.recipe import canonical, digest, fingerprint
from vidpipe.workspace import House, Workspace

log = logging.getLogger("vidpipe.workshop")
TRIM_SECONDS = 3600.0
"""How often a worker looks at what only saves time."""


class WorkerView(Noun):
    """The process that works in this workspace."""

    pid: int


class Workshop:
    """Raises BadInput, NewerData, Broken, LimitReached when it is opened."""

    def __init__(self, data: str | Path | None = None, *, actor: str = "", database: str | None = None) -> None:
        from vidpipe.providers.registry import Providers
        from vidpipe.stages.registry import stages
        from vidpipe.store import open_store

        self.house = House(data, actor=actor, database=database)
        self.data = self.house.data
        self._url = self.workspace.database or None
        floor = self.workspace.disk_floor_mb * 2**20
        self.store = open_store(self.data, url=self._url, floor=floor, day_budget=self.house.day_budget)
        self._sender = Sender(queue_url(self.data, self._url))
        shelf = Keeping(self.store, turns := Turns())
        self.outside = Outside(
            store=self.store,
            stages=tuple(stages()),
            providers=Providers(lambda: self.workspace.setup),
            cutter=lambda stopped: make_cutter(stopped, shelf),
            turns=turns,
            scratch=self.store.scratch,
            limits_now=self._limits,
            pace=Pace(haste=self.workspace.haste),
        )
        self.glances = Glances(self.outside)
        self._trimmed = -TRIM_SECONDS

    @property
    def workspace(self) -> Workspace:
        """The workspace's settings as they are now."""
        return self.house.settled

    @property
    def actor(self) -> str:
        """Whose name stands beside decisions."""
        return self.workspace.actor or "me"

    def _limits(self) -> Limits:
        now = self.workspace
        return Limits(memory=now.child_memory_mb * 2**20, films_at_once=now.films_at_once, parallel=now.parallel)

    def close(self) -> None:
        self._sender.close()
        self.store.close()

    def with_models(self, settings: Settings, *, before: Settings | None = None) -> Settings:
        """Every role with a resolved model: the one asked for, else this computer's. Those of `before` stay as they
        are. Raises BadInput."""
        kept = before.models if before else None
        return settings.model_copy(update={"models": chosen(settings.models, self.outside.catalogue(), kept=kept)})

    def cast(self, asked: Mapping[str, Any], base: Mapping[Role, str]) -> dict[str, Any]:
        """What is asked for with its provider as models, over those of `base`; what is named is first.

        Raises BadInput.
        """
        wanted = dict(asked)
        provider = wanted.pop("provider", None)
        of_provider = self._whole(str(provider)) if provider else {}
        named = {role_of(role): str(model or "") for role, model in (wanted.pop("models", None) or {}).items()}
        return wanted | {"models": {**base, **of_provider, **named}}

    def _whole(self, provider: str) -> dict[Role, str]:
        """A provider's model for each role it has; '' for this computer's."""
        found = provided(provider, self.outside.providers)
        return {role: found.models.get(role, "") for role in Role}

    def need_keys(self, models: Iterable[str]) -> None:
        """Raises Refused where a model's provider cannot be asked here."""
        need_keys(models, self.outside.providers)

    def media(self, name: str) -> tuple[Path, str]:
        """Where a blob lies and its media type. Raises NotFound."""
        try:
            return self.store.blobs.path(name), self.store.blobs.mime(name)
        except Corrupt as error:
            raise NotFound(f"There is no file {name[:12]}", remedy="Reload the page.") from error

    def check_out(self, out: Path, *, force: bool = False) -> None:
        """Whether a film may be written to `out`. Raises BadInput, Refused."""
        if out.suffix.lower() != ".mp4":
            raise BadInput(f"{out} is no name for a film", remedy="End it with .mp4.")
        if not out.parent.is_dir():
            raise BadInput(f"There is no folder {out.parent}", remedy="Make it first, or choose another.")
        if not _writable(out.parent):
            raise BadInput(f"The folder {out.parent} cannot be written to", remedy="Choose another.")
        if out.is_dir():
            raise BadInput(f"{out} is a folder", remedy="Give the name of a file.")
        if out.exists() and not force and not self._ours(out):
            raise Refused(
                f"{out} is there already and is no film of this workspace", remedy="Add --force to replace it."
            )

    def _ours(self, out: Path) -> bool:
        """Whether the file is, unchanged, one that vidpipe wrote from this workspace."""
        with suppress(Corrupt):
            return self.store.blobs.mime(digest(out.read_bytes())) == "video/mp4"
        return False

    def thumbnail(self, name: str, width: int = 480) -> tuple[Path, str]:
        """A small WebP of a picture or of a clip's beginning, made once. Raises NotFound, MediaError."""
        from vidpipe.media.thumbnails import thumbnail

        key = fingerprint({"thumbnail": name, "width": width, "version": 1})
        known = self.store.derived.get(key)
        if known is None:
            path, mime = self.media(name)
            made = self.store.blobs.put(thumbnail(path, mime, width=width), "image/webp")
            known = Cached(digest=made, mime="image/webp")
            self.store.derived.put(key, known)
        return self.store.blobs.path(known.digest), known.mime

    def peaks(self, name: str, count: int) -> tuple[Path, str]:
        """A sound's outline as a JSON list of `count` numbers from 0 to 100, made once. Raises NotFound, MediaError."""
        from vidpipe.media.peaks import peaks

        key = fingerprint({"peaks": name, "count": count, "version": 1})
        known = self.store.derived.get(key)
        if known is None:
            path, _ = self.media(name)
            made = self.store.blobs.put(canonical(peaks(path, count)).encode(), "application/json")
            known = Cached(digest=made, mime="application/json")
            self.store.derived.put(key, known)
        return self.store.blobs.path(known.digest), known.mime

    # ------------------------------------------------------------ work

    def worker(self) -> WorkerView | None:
        """Who works in this workspace, None when nobody does."""
        from vidpipe.store.locks import WorkspaceLock

        pid = WorkspaceLock(self.data).holder()
        return None if pid is None else WorkerView(pid=pid)

    def start_worker(self) -> None:
        """Start the worker as a process of its own, if nobody works here.

        When this process is gone it finishes what is wished for, and ends.
        """
        from vidpipe.process import python_command, spawn_detached

        if self.worker() is None:
            log = self.data / "logs" / "worker.log"
            log.parent.mkdir(parents=True, exist_ok=True)
            spawn_detached(
                python_command("vidpipe", "--data", str(self.data), "worker", "--quiet"),
                log,
                survive=False,
                secrets=True,
            )

    def nudge(self, project_id: str) -> None:
        """Have a project looked at by whoever works here."""
        self._sender.project(project_id)

    @contextmanager
    def working(
        self, *, everything: bool = True, rested: Callable[[str], None] = lambda project_id: None
    ) -> Iterator[Worker]:
        """The worker, for as long as the block lasts. Raises Busy."""
        from vidpipe.store.locks import WorkspaceLock

        lock = WorkspaceLock(self.data)
        if not self._url and not lock.acquire():
            raise Busy(f"Process {lock.holder()} works in {self.data} already", remedy="Use it, or stop it first.")
        try:
            with Worker(
                self.outside,
                queue_url=queue_url(self.data, self._url),
                direct=not self._url,
                everything=everything,
                rested=lambda project_id: self._at_rest(project_id, rested),
            ) as worker:
                yield worker
        finally:
            lock.release()

    def _at_rest(self, project_id: str, told: Callable[[str], None]) -> None:
        """A film rests: say so, and from time to time let go of what only saves time, beyond what it may take up."""
        told(project_id)
        now = time.monotonic()
        if now - self._trimmed < TRIM_SECONDS:
            return
        self._trimmed = now
        with suppress(Busy):
            freed = self.store.trim_cache(self.workspace.kept_mb * 2**20)
            if freed:
                log.info("%d MB of parts of films that only save time were removed", freed >> 20)


def _writable(folder: Path) -> bool:
    """Whether a file can really be made in a folder: asking for its permissions is no proof for an administrator."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def make_cutter(stopped: Callable[[], bool], shelf: Shelf | None = None) -> Cutter:
    from vidpipe.media.assemble import FfmpegCutter

    return FfmpegCutter(stopped, shelf)
