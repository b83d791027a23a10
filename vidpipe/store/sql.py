"""The store as the rest of vidpipe sees it: every method is one transaction, told in full in `vidpipe.ports.Store`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from vidpipe.film.account import Learned, LedgerLine, Metrics, Named, Spending
from vidpipe.film.project import Settings, Wish
from vidpipe.ports import Blobs, Cache, Clock, Event, Filled, Records, Revision, Summary, Ticket
from vidpipe.recipe import Recipe
from vidpipe.store.accounts import Accounts
from vidpipe.store.assets import AssetBook
from vidpipe.store.attempts import Attempts
from vidpipe.store.blobs import FileBlobs
from vidpipe.store.cache import CallCache, DerivedIndex, Reuse
from vidpipe.store.cleaning import Cleaning
from vidpipe.store.database import Database, SystemClock, address
from vidpipe.store.disk import close_off, in_words, private_folder
from vidpipe.store.lab import LabBook
from vidpipe.store.locks import WorkerLocks
from vidpipe.store.projects import Projects
from vidpipe.store.schema import bring_up
from vidpipe.store.scratch import Scratch
from vidpipe.store.trash import Trash
from vidpipe.store.workers import Workers
from vidpipe.take import Attempt, Decision, Take

FOLDERS = ("blobs", "cache", "tmp", "locks")


class SqlStore:
    """A workspace: SQLite in its folder, or PostgreSQL by address; blobs and cache are in the folder either way."""

    def __init__(
        self,
        data: Path,
        *,
        url: str | None = None,
        clock: Clock | None = None,
        floor: int = 0,
        day_budget: Callable[[], int | None] | None = None,
    ) -> None:
        self.data = data.absolute()
        self.clock: Clock = clock or SystemClock()
        where = address(self.data, url)
        with in_words():
            close_off(private_folder(self.data))
            for name in FOLDERS:
                close_off(private_folder(self.data / name))
        self._scratch = Scratch(self.data)
        self._scratch.sweep()
        self.database = Database(where)
        try:
            bring_up(self.database, self.data)
        except BaseException:
            self.database.close()
            raise
        self._assemble(floor, day_budget or _no_limit)

    def _assemble(self, floor: int, day_budget: Callable[[], int | None]) -> None:
        database, clock = self.database, self.clock
        self._locks = WorkerLocks(self.data)
        self._reuse = Reuse(database)
        self._blobs = FileBlobs(self.data, database, scratch=self._scratch, clock=clock, floor=floor)
        self._calls = CallCache(self.data / "cache", self._blobs, reuse=self._reuse)
        self.blobs: Blobs = self._blobs
        self.calls: Cache = self._calls
        self.derived: Cache = DerivedIndex(database, self._blobs, reuse=self._reuse, clock=clock)
        self._workers = Workers(database, self._locks, clock=clock)
        self._attempts = Attempts(database, self._workers, self._blobs, clock=clock, day_budget=day_budget)
        self._projects = Projects(database, self._attempts, clock=clock)
        self._trash = Trash(database, self._blobs, self._calls, folder=self.data / "blobs", clock=clock)
        self._cleaning = Cleaning(database, self._blobs, self._calls, data=self.data, clock=clock)
        self._accounts = Accounts(database, clock=clock)
        self.lab = LabBook(database, clock=clock)
        self.assets = AssetBook(database, clock=clock)

    # projects
    def create(
        self,
        project_id: str,
        settings: Settings,
        *,
        title: str,
        actor: str,
        forked_from: str = "",
        takes: Sequence[Take] = (),
        decisions: Sequence[Decision] = (),
        wish: Wish = Wish.RUN,
    ) -> None:
        """A new project, with the takes that it shows and what was decided. Raises Refused where the id is taken."""
        self._projects.create(
            project_id,
            settings,
            title=title,
            actor=actor,
            forked_from=forked_from,
            shown=(takes, decisions),
            wish=wish,
        )

    def projects(self, *, trashed: bool = False) -> list[Summary]:
        """Those in the trash, or those that are not; the last changed first."""
        return self._projects.all(trashed=trashed)

    def records(self, project_id: str) -> Records:
        """All of a project at one moment; `reserved` includes what is unknown. Raises NotFound."""
        return self._projects.records(project_id)

    def revision(self, project_id: str) -> Revision:
        """Another one whenever anything of the project changed. Raises NotFound."""
        return self._projects.revision(project_id)

    def revisions(self, project_ids: Sequence[str]) -> dict[str, Revision]:
        return self._projects.revisions(project_ids)

    def change(self, project_id: str, settings: Settings, *, actor: str) -> None:
        self._projects.change(project_id, settings, actor=actor)

    def counts(self, project_id: str) -> dict[str, int]:
        """Events, attempts, calls (done by asking a provider) and cached_calls of a project."""
        return self._projects.counts(project_id)

    def wish(self, project_id: str, wish: Wish, *, actor: str) -> None:
        self._projects.wish(project_id, wish, actor=actor)

    def retitle(self, project_id: str, title: str) -> None:
        self._projects.retitle(project_id, title)

    def trash(self, project_id: str, trashed: bool, *, actor: str) -> None:
        self._projects.trash(project_id, trashed, actor=actor)

    def empty_trash(self, titles: Mapping[str, str] | None = None) -> int:
        """Remove trashed projects for good; bytes freed. The ledger remembers them by these titles, else their own."""
        return self._trash.empty(titles or {})

    def missing(self, project_id: str) -> set[str]:
        """Digests of takes whose file is gone or has another size. Looks at sizes only, so it is cheap."""
        return self._blobs.missing(self._projects.digests(project_id))

    def forget_blob(self, digest: str) -> None:
        """Remove a damaged file, so that it counts as missing and making it again puts it back."""
        self._blobs.discard(digest)

    # takes and decisions
    def decide(self, project_id: str, decisions: Sequence[Decision]) -> None:
        """Raises NotFound, and BadInput for a pick that is no take of its slot; then nothing is written."""
        self._projects.decide(project_id, decisions)

    def import_take(
        self, project_id: str, slot: str, *, digest: str, mime: str, meta: Mapping[str, Any], recipe: Recipe, actor: str
    ) -> Take:
        return self._projects.import_take(
            project_id, slot, digest=digest, mime=mime, meta=meta, recipe=recipe, actor=actor
        )

    def import_over(
        self, project_id: str, slot: str, *, over: int, digest: str, mime: str, recipe: Recipe, actor: str
    ) -> Take | None:
        """As `import_take`, only while the slot shows the take `over` (0: none); None where it shows another by now."""
        return self._projects.import_over(
            project_id, slot, over=over, digest=digest, mime=mime, recipe=recipe, actor=actor
        )

    # attempts
    def open_attempt(
        self, project_id: str, slot: str, stage: str, recipe: Recipe, *, approvals: Sequence[Decision] = ()
    ) -> Attempt | None:
        """`number` counts the tries at this slot by this recipe."""
        return self._attempts.open(project_id, slot, stage, recipe, approvals=approvals)

    def open_attempts(self, project_id: str | None = None) -> list[Attempt]:
        return self._attempts.all_open(project_id)

    def attempt(self, attempt_id: str) -> Attempt | None:
        return self._attempts.get(attempt_id)

    def lease(self, attempt_id: str, worker: str, seconds: float) -> Attempt | None:
        return self._attempts.lease(attempt_id, worker, seconds)

    def renew(
        self, attempt_id: str, worker: str, seconds: float, *, progress: int | None = None, note: str | None = None
    ) -> bool:
        return self._attempts.renew(attempt_id, worker, seconds, progress=progress, note=note)

    def submitting(self, attempt_id: str, worker: str, reserve: int | None) -> bool:
        return self._attempts.submitting(attempt_id, worker, reserve)

    def submitted(self, attempt_id: str, worker: str, ticket: Ticket) -> bool:
        return self._attempts.submitted(attempt_id, worker, ticket)

    def finish(self, attempt_id: str, worker: str, filled: Filled) -> Take | None:
        return self._attempts.finish(attempt_id, worker, filled)

    def fail(
        self,
        attempt_id: str,
        worker: str,
        *,
        kind: str,
        message: str,
        billed: bool | None,
        cost: int | None = None,
        retry_after: float | None = None,
    ) -> bool:
        return self._attempts.fail(
            attempt_id, worker, kind=kind, message=message, billed=billed, cost=cost, retry_after=retry_after
        )

    def doubt(self, attempt_id: str, worker: str, message: str) -> bool:
        return self._attempts.doubt(attempt_id, worker, message)

    def settle(self, project_id: str, slot: str, *, charged: bool, actor: str) -> None:
        """A person decides what an unknown attempt cost; it is failed then. Raises Refused where nothing is unknown."""
        self._attempts.settle(project_id, slot, charged=charged, actor=actor)

    def take_over(self, attempt_id: str, ticket: Ticket, *, actor: str) -> bool:
        """False where the attempt is unknown no more, or its slot is being filled by another."""
        return self._attempts.take_over(attempt_id, ticket, actor=actor)

    def settle_call(self, attempt_id: str, *, charged: bool, actor: str) -> None:
        """A person decides what one unknown call cost, of a film that is gone too. Raises Refused."""
        self._attempts.settle_call(attempt_id, charged=charged, actor=actor)

    def release(self, attempt_id: str, worker: str, *, unsure: bool = False) -> bool:
        """False for an attempt that a provider has accepted, or may have: it stays open, free for another worker."""
        return self._attempts.release(attempt_id, worker, unsure=unsure)

    def tickets(self, provider: str) -> set[str]:
        """The ids of all jobs at this provider that any attempt ever had."""
        return self._accounts.tickets(provider)

    def learned(self, model: str) -> Learned | None:
        """What the newest calls of a model that really asked took and cost; None before the first."""
        return self._accounts.learned(model)

    # workers
    def enlist(self, worker: str, host: str, pid: int) -> None:
        self._workers.enlist(worker, host, pid)

    def dismiss(self, worker: str) -> None:
        self._workers.dismiss(worker)

    def alive(self, worker: str) -> bool:
        """Whether a worker is enlisted and, as far as this machine can tell, lives."""
        return self._workers.alive(worker)

    # events
    def log(self, event: Event) -> None:
        self._projects.log(event)

    def events(self, project_id: str, *, after: int = 0, limit: int = 1000) -> list[Event]:
        return self._projects.events(project_id, after=after, limit=limit)

    # over all films, or one
    def happened(
        self, *, project: str = "", slot: str = "", kinds: Sequence[str] = (), before: int = 0, limit: int = 100
    ) -> list[Event]:
        return self._accounts.happened(project=project, slot=slot, kinds=kinds, before=before, limit=limit)

    def spending(self, *, project: str = "", days: int = 30, before: int = 0, limit: int = 100) -> Spending:
        return self._accounts.spending(project=project, days=days, before=before, limit=limit)

    def doubts(self, *, project: str = "", limit: int = 50) -> list[LedgerLine]:
        return self._accounts.doubts(project=project, limit=limit)

    def today(self) -> int:
        return self._accounts.today()

    def metrics(self, project: str = "") -> Metrics:
        """Calls are not told apart here: which stages ask a provider, the stages know."""
        return self._accounts.metrics(project)

    def latest(self) -> tuple[int, int]:
        return self._accounts.latest()

    def named(self) -> list[Named]:
        return self._accounts.named()

    def sizes(self) -> dict[str, int]:
        return self._cleaning.sizes()

    def clear_cache(self) -> int:
        return self._cleaning.clear()

    def trim_cache(self, most: int) -> int:
        return self._cleaning.trim(most)

    # reuse and scratch
    def using(self, project_id: str) -> AbstractContextManager[None]:
        """What this thread looks up in `calls` and `derived` belongs to that project, and goes with its last one."""
        return self._reuse.using(project_id)

    @property
    def scratch(self) -> Path:
        """This process's folder for half-made files, on the disk of the blobs; swept once the process is gone."""
        return self._scratch.folder()

    def absent(self, digests: Iterable[str]) -> set[str]:
        """Those of these digests whose file is gone or has another size."""
        return self._blobs.missing(digests)

    def close(self) -> None:
        self._calls.close()
        self._scratch.close()
        self._locks.close()
        self.database.close()


def _no_limit() -> None:
    """No budget for a day."""
