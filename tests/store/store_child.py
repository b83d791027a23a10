"""A second process of the store's tests: does one task on a workspace, and may be killed while it does.

Run as `store_child.py TASK DATA URL …`, with URL `-` for SQLite.
"""

import sys
import threading
from pathlib import Path

import resource_limits
from store_kit import filled, film, recipe

from vidpipe.errors import BudgetReached, VidpipeError
from vidpipe.film.project import Settings
from vidpipe.store import open_store
from vidpipe.store.locks import OsLock, WorkspaceLock
from vidpipe.store.sql import SqlStore


def said(*words: object) -> None:
    print(*words, flush=True)


def opened(data: str, url: str) -> SqlStore:
    return open_store(Path(data), url=None if url == "-" else url)


def put(data: str, url: str, text: str, count: str = "1") -> None:
    """Put blobs, one after another."""
    store = opened(data, url)
    for number in range(int(count)):
        said(store.blobs.put(f"{text} {number}".encode() * 1000, "text/plain"))


def put_limited(data: str, url: str, limit: str, size: str) -> None:
    """Put a blob with a limit on how large a file may grow."""
    store = opened(data, url)
    resource_limits.file_size(int(limit))
    try:
        said(store.blobs.put(b"x" * int(size), "text/plain"))
    except VidpipeError as error:
        said(error.code, "|", error)


def put_floorless(data: str, url: str, size: str) -> None:
    """Put a blob with no floor of free space, so that the disk itself refuses."""
    store = open_store(Path(data), floor=0)
    try:
        said(store.blobs.put(b"x" * int(size), "text/plain"))
    except VidpipeError as error:
        said(error.code, "|", error)


def work(data: str, url: str, attempt: str) -> None:
    """Be a worker, lease an attempt, and hold it until standard input closes."""
    store = opened(data, url)
    store.enlist("other", "elsewhere", 1)
    said("held" if store.lease(attempt, "other", 3600) else "refused")
    sys.stdin.read()


def whole(data: str, url: str) -> None:
    """One film's slot from intent to done, for a kill at any point of it."""
    store = opened(data, url)
    if not store.projects():
        film(store, budget=1_000_000)
    store.enlist("child", "here", 1)
    attempt = store.open_attempt("film1", "music", "clip", recipe())
    assert attempt is not None
    assert store.lease(attempt.id, "child", 60)
    assert store.submitting(attempt.id, "child", 400)
    said(store.finish(attempt.id, "child", filled(store, cost=300)))


def write(data: str, url: str, name: str, threads: str, rounds: str) -> None:
    """Many threads that fill slots of a film of their own; says how many takes they made."""
    store = opened(data, url)
    store.create(name, Settings(prompt="crowd"), title=name, actor="ada")
    store.enlist(name, "here", 1)
    done: list[int] = []

    def fill(thread: int) -> None:
        for number in range(int(rounds)):
            attempt = store.open_attempt(name, f"slot/{thread}/{number}", "clip", recipe())
            assert attempt is not None
            assert store.lease(attempt.id, name, 60)
            take = store.finish(attempt.id, name, filled(store, f"{name}{thread}{number}".encode()))
            assert take is not None
            done.append(take.id)

    crowd = [threading.Thread(target=fill, args=(number,)) for number in range(int(threads))]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    said(len(set(done)))


def race(data: str, url: str, name: str) -> None:
    """Lease whatever is open and finish it, until nothing is; says what was finished."""
    store = opened(data, url)
    store.enlist(name, "here", 1)
    won = []
    for attempt in store.open_attempts():
        if store.lease(attempt.id, name, 3600) and store.finish(attempt.id, name, filled(store)):
            won.append(attempt.id)
    said(*won)


def spend(data: str, url: str, name: str, day: str, price: str, *films: str) -> None:
    """Pay for one slot and wait for the others, then for slots of these films in turn until every one of them refuses.

    Says what was charged.
    """
    store = open_store(Path(data), url=None if url == "-" else url, day_budget=lambda: int(day))
    store.enlist(name, "here", 1)
    said("ready")
    sys.stdin.readline()
    charged, left = 0, list(films)
    for number in range(1000):
        if not left:
            break
        project = left[number % len(left)]
        attempt = store.open_attempt(project, f"{name}/{number}", "clip", recipe())
        assert attempt is not None
        assert store.lease(attempt.id, name, 60)
        try:
            store.submitting(attempt.id, name, int(price))
        except BudgetReached:
            left.remove(project)
            store.fail(attempt.id, name, kind="budget", message="x", billed=False)
            continue
        cost = int(price) - number % 3
        assert store.finish(attempt.id, name, filled(store, f"{name}{number}".encode(), cost=cost))
        charged += cost
        if number == 0:
            said("paid")
            sys.stdin.readline()
    said(charged)


def hold(data: str, _url: str, file: str) -> None:
    """Hold a lock until standard input closes."""
    lock = WorkspaceLock(Path(data)) if file == "workspace" else OsLock(Path(data) / file)
    said("held" if lock.acquire() else "refused")
    sys.stdin.read()


def scratch(data: str, url: str) -> None:
    """Leave a half-made file in the scratch folder, and stay."""
    store = opened(data, url)
    (store.scratch / "half.part").write_text("half")
    said(store.scratch)
    sys.stdin.read()


def create(data: str, url: str) -> None:
    """Open a workspace that is not there yet."""
    opened(data, url).close()
    said("opened")


def loaded(data: str, url: str) -> None:
    """Open a workspace and say which heavy modules that took."""
    store = opened(data, url)
    store.projects()
    said(*sorted({"alembic", "psycopg", "diskcache", "sqlmodel"} & set(sys.modules)))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
