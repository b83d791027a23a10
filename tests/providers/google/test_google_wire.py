"""What goes wrong on the line: after a POST a doubt, before it or at a question a new try, and never a second POST."""

from collections.abc import Callable

import pytest
from google_bench import IMAGE, MODELS, TEXT, VIDEO, Room, caps, ended, made, refusal

from fakes.far import Far
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.ports import Provider, Ticket

UNCLEAR = ("500", "502", "drop-before", "drop-after", "html", "broken-json", "half-json", "cut-body")
"""Faults of a POST after which nobody knows whether it was accepted."""


def trouble(act: Callable[[], object]) -> list[ProviderError]:
    """The error of an act, if it has one."""
    try:
        act()
    except ProviderError as error:
        return [error]
    return []


def submitted(far: Far) -> int:
    return sum(meant.act == "submit" for _, _, meant in far.asked)


@pytest.mark.parametrize("fault", UNCLEAR)
@pytest.mark.parametrize("role", [Role.TEXT, Role.IMAGE, Role.VIDEO, Role.SPEECH])
def test_a_post_whose_end_is_unknown_is_a_doubt_and_sent_once(
    fault: str, role: Role, google: Provider, far: Far, room: Room
) -> None:
    far.fault(fault, role=role.value)
    error = refusal(google, caps(MODELS[role]), room.request(role), room)
    assert (error.kind, error.billed) == (Kind.AMBIGUOUS, None)
    assert "Look at your usage" in error.remedy
    assert submitted(far) == 1


@pytest.mark.parametrize(
    ("fault", "value", "kind", "after"),
    [
        ("429", None, Kind.RETRY, None),
        ("429", 7, Kind.RETRY, 7.0),
        ("503", None, Kind.RETRY, None),
        ("503", 4, Kind.RETRY, 4.0),
        ("401", None, Kind.AUTH, None),
        ("402", None, Kind.QUOTA, None),
    ],
)
@pytest.mark.parametrize("role", list(Role))
def test_a_refusal_of_a_post_is_no_doubt(
    fault: str, value: int | None, kind: Kind, after: float | None, role: Role, google: Provider, far: Far, room: Room
) -> None:
    far.fault(fault, role=role.value, value=value)
    error = refusal(google, caps(MODELS[role]), room.request(role), room)
    assert (error.kind, error.retry_after, error.billed) == (kind, after, False)
    assert error.throttled is (fault == "429")
    assert submitted(far) == 1
    assert not far.submits()


@pytest.mark.parametrize("fault", [*UNCLEAR, "429", "503"])
def test_a_poll_that_fails_is_asked_again_and_nothing_is_lost(
    fault: str, google: Provider, far: Far, room: Room
) -> None:
    ticket = google.submit(caps(VIDEO), room.request(Role.VIDEO), room.desk())
    assert isinstance(ticket, Ticket)
    far.fault(fault, "poll")
    (error,) = trouble(lambda: google.poll(ticket))
    assert (error.kind, error.billed is True) == (Kind.RETRY, False)
    assert ended(google, ticket).state == "done"
    assert submitted(far) == 1


@pytest.mark.parametrize("fault", ["500", "429", "drop-after", "cut-body", "html"])
def test_a_file_that_fails_is_fetched_again_and_nothing_is_lost(
    fault: str, google: Provider, far: Far, room: Room
) -> None:
    ticket = google.submit(caps(VIDEO), room.request(Role.VIDEO), room.desk())
    assert isinstance(ticket, Ticket)
    ended(google, ticket)
    far.fault(fault, "fetch")
    found = trouble(lambda: google.fetch(ticket, room.desk()))
    assert [error.kind for error in found] == ([] if fault == "html" else [Kind.RETRY]), "wrong bytes are fetched anew"
    assert not any(error.billed for error in found)
    assert not found or google.fetch(ticket, room.desk()).outputs
    assert submitted(far) == 1


@pytest.mark.parametrize("role", [Role.TEXT, Role.VIDEO])
def test_an_answer_that_takes_too_long_is_a_doubt(
    role: Role, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vidpipe.ports import Setup
    from vidpipe.providers.google import client, provider

    monkeypatch.setattr(client, "SYNC_SECONDS", 1)
    monkeypatch.setattr("vidpipe.providers.google.interactions.POST_SECONDS", 1)
    google = provider(Setup(google_url=far.address))
    made(google, caps(TEXT), room.request(Role.TEXT), room)
    far.fault("late", role=role.value, value=1.3)
    error = refusal(google, caps(MODELS[role]), room.request(role), room)
    assert error.kind is Kind.AMBIGUOUS
    assert len(far.submits(role=role.value)) == (2 if role is Role.TEXT else 1)


def test_a_slow_body_is_waited_for(google: Provider, far: Far, room: Room) -> None:
    far.fault("trickle", role="image", value=400_000)
    assert made(google, caps(IMAGE), room.request(Role.IMAGE), room).outputs


def test_a_state_that_nobody_knows_is_one_of_waiting(google: Provider, far: Far, room: Room) -> None:
    far.fault("odd-status", "poll")
    ticket = google.submit(caps(VIDEO), room.request(Role.VIDEO), room.desk())
    assert isinstance(ticket, Ticket)
    status = google.poll(ticket)
    assert (status.state, status.note) == ("running", "warming up")


def test_stuck_is_waiting_and_not_an_end(google: Provider, far: Far, room: Room) -> None:
    far.fault("stuck", "poll")
    ticket = google.submit(caps(VIDEO), room.request(Role.VIDEO), room.desk())
    assert isinstance(ticket, Ticket)
    assert {google.poll(ticket).state for _ in range(5)} == {"running"}
