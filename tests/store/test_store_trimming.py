"""What only saves time is let go of, the oldest first, beyond what it may take up; what a film holds stays."""

import pytest
from store_kit import HandClock, filled, film, leased

from vidpipe.errors import Busy
from vidpipe.ports import Cached
from vidpipe.store.sql import SqlStore

PIECE = 1000


def made(store: SqlStore, clock: HandClock, *names: str) -> dict[str, str]:
    """Pieces of a film, one a minute; the digest of each."""
    found = {}
    for name in names:
        clock.wind(60)
        found[name] = store.blobs.put(name.encode().ljust(PIECE), "video/mp4")
        with store.using("film1"):
            store.derived.put(name, Cached(digest=found[name], mime="video/mp4"))
    return found


def there(store: SqlStore, names: dict[str, str]) -> list[str]:
    gone = store.absent(names.values())
    known = [name for name in names if store.derived.get(name) is not None]
    assert known == [name for name, digest in names.items() if digest not in gone], "index and files agree"
    return known


def test_nothing_goes_up_to_the_limit(store: SqlStore, clock: HandClock) -> None:
    film(store)
    names = made(store, clock, *"abcde")
    assert store.trim_cache(5 * PIECE) == 0
    assert there(store, names) == list("abcde")


def test_the_oldest_go_until_there_is_room_again(store: SqlStore, clock: HandClock) -> None:
    film(store)
    names = made(store, clock, *"abcdefghij")
    assert store.trim_cache(10 * PIECE - 1) == 3 * PIECE
    assert there(store, names) == list("defghij")
    assert store.trim_cache(10 * PIECE - 1) == 0


def test_what_a_take_shows_neither_goes_nor_counts(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = leased(store, "clip")
    assert store.submitting(attempt.id, "w1", 0)
    take = filled(store, b"x" * 50 * PIECE)
    assert store.finish(attempt.id, "w1", take)
    [cut] = [each.digest for each in store.records("film1").takes]
    with store.using("film1"):
        store.derived.put("the cut itself", Cached(digest=cut, mime="video/mp4"))
    names = made(store, clock, *"abcde")
    assert store.trim_cache(5 * PIECE) == 0
    assert store.trim_cache(4 * PIECE) == 2 * PIECE
    assert there(store, names | {"the cut itself": cut}) == [*"cde", "the cut itself"]


def test_a_file_that_two_entries_name_goes_with_the_younger(store: SqlStore, clock: HandClock) -> None:
    film(store)
    names = made(store, clock, *"abcd")
    clock.wind(60)
    store.derived.put("again", Cached(digest=names["a"], mime="video/mp4"))
    assert store.trim_cache(3 * PIECE) == 2 * PIECE
    assert store.absent(names.values()) == {names["b"], names["c"]}
    assert store.derived.get("again") is not None


def test_nothing_goes_while_a_film_is_made(store: SqlStore, clock: HandClock) -> None:
    film(store)
    names = made(store, clock, *"abcde")
    leased(store, "clip")
    with pytest.raises(Busy):
        store.trim_cache(PIECE)
    assert there(store, names) == list("abcde")
