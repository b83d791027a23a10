"""A job whose answer was lost is found again by its moment and its exact input, or it is said that nobody can tell."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from replicate_bench import FLUX, MUSICGEN, SEEDANCE, Bench

from fakes import media
from vidpipe.errors import Kind
from vidpipe.ports import Request, Setup, Ticket
from vidpipe.providers.replicate import finding
from vidpipe.providers.replicate.peer import ReplicateProvider


def lost(bench: Bench, model: str, request: Request) -> datetime:
    """Send it and lose the answer; the moment from which on it is to be looked for."""
    since = datetime.now(UTC)
    bench.provider.schema(bench.caps(model))
    bench.far.fault("drop-after")
    error = bench.refused(lambda: bench.ask(model, request))
    assert error.kind is Kind.AMBIGUOUS
    return since


def find(bench: Bench, model: str, request: Request, since: datetime, *taken: str) -> Ticket | None:
    """As another process would after a crash."""
    provider = ReplicateProvider(Setup(replicate_url=bench.far.address))
    caps = bench.caps(model)
    return provider.lookup(caps, provider.plan(caps, request).request, since, set(taken))


def big(bench: Bench, use: str) -> Any:
    return bench.blob(media.png(64, 64, 5) + bytes(300_000), use)


REQUESTS: dict[str, tuple[str, Callable[[Bench], Request]]] = {
    "picture": (FLUX, lambda bench: bench.picture(refs=(bench.frame("reference"),))),
    "clip": (SEEDANCE, lambda bench: bench.clip()),
    "clip with uploads": (SEEDANCE, lambda bench: bench.clip(refs=(big(bench, "first"), bench.frame("last")))),
    "music": (MUSICGEN, lambda bench: bench.music()),
}


@pytest.mark.parametrize("what", REQUESTS)
def test_a_lost_job_is_found_and_goes_on(what: str, bench: Bench) -> None:
    model, make = REQUESTS[what]
    request = make(bench)
    since = lost(bench, model, request)
    ticket = find(bench, model, request, since)
    assert ticket is not None
    assert ticket.id == bench.far.submits()[0].id
    assert bench.ended(ticket).state == "done"
    assert bench.provider.fetch(ticket, bench.desk()).outputs
    assert len(bench.far.submits()) == 1


@pytest.mark.parametrize("what", REQUESTS)
def test_what_was_never_accepted_is_surely_not_there(what: str, bench: Bench) -> None:
    model, make = REQUESTS[what]
    request, since = make(bench), datetime.now(UTC)
    bench.far.fault("drop-before")
    bench.provider.schema(bench.caps(model))
    bench.refused(lambda: bench.ask(model, request))
    assert find(bench, model, request, since) is None


def test_of_two_with_the_same_input_the_one_that_has_no_ticket_is_it(bench: Bench) -> None:
    request = bench.clip()
    since = datetime.now(UTC)
    first = bench.ask(SEEDANCE, request)
    lost(bench, SEEDANCE, request)
    found = find(bench, SEEDANCE, request, since, first.id)
    assert found is not None
    assert found.id == bench.far.submits()[1].id
    assert find(bench, SEEDANCE, request, since, first.id, found.id) is None


def test_of_two_with_the_same_input_and_no_ticket_nobody_can_tell(bench: Bench) -> None:
    request = bench.clip()
    since = lost(bench, SEEDANCE, request)
    lost(bench, SEEDANCE, request)
    error = bench.refused(lambda: find(bench, SEEDANCE, request, since))
    assert error.kind is Kind.AMBIGUOUS
    assert "2 jobs" in error.message


CHANGES: dict[str, Callable[[Bench], Request]] = {
    "words": lambda bench: bench.clip(prompt="The light goes out"),
    "seed": lambda bench: bench.clip(seed=6),
    "take": lambda bench: bench.clip(sample=1),
    "first frame": lambda bench: bench.clip(refs=(bench.frame("first", 77), bench.frame("last", 41))),
    "frames exchanged": lambda bench: bench.clip(refs=(bench.frame("first", 41), bench.frame("last", 40))),
    "uploaded frame": lambda bench: bench.clip(refs=(big(bench, "first"), bench.frame("last", 41))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_request_is_another_job(change: str, bench: Bench) -> None:
    since = lost(bench, SEEDANCE, CHANGES[change](bench))
    assert find(bench, SEEDANCE, bench.clip(), since) is None


def test_the_same_input_of_another_model_is_unclear_since_models_are_renamed(bench: Bench) -> None:
    since = lost(bench, SEEDANCE, bench.clip())
    fast = "bytedance/seedance-2.0-fast"
    assert bench.refused(lambda: find(bench, fast, bench.clip(), since)).kind is Kind.AMBIGUOUS
    assert find(bench, fast, bench.clip(prompt="other words"), since) is None


def test_a_version_tells_the_model_where_its_name_is_missing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    since = lost(bench, MUSICGEN, bench.music())
    reshaped(bench, monkeypatch, without("model"))
    assert find(bench, MUSICGEN, bench.music(), since) is not None


@pytest.mark.parametrize("change", [{"frames": 120}, {"width": 1280, "height": 720}, {"width": 360, "height": 640}])
def test_where_only_what_a_schema_decides_differs_nobody_can_tell(change: dict[str, Any], bench: Bench) -> None:
    since = lost(bench, SEEDANCE, bench.clip())
    assert bench.refused(lambda: find(bench, SEEDANCE, bench.clip(**change), since)).kind is Kind.AMBIGUOUS


def test_jobs_of_before_are_not_it(bench: Bench) -> None:
    request = bench.clip()
    lost(bench, SEEDANCE, request)
    bench.far.submits()[0].extra["made"] = (datetime.now(UTC) - timedelta(minutes=2)).isoformat()
    assert find(bench, SEEDANCE, request, datetime.now(UTC) - timedelta(minutes=1)) is None


def test_pages_are_turned_until_that_moment_is_reached(bench: Bench) -> None:
    bench.dialect.page = 3
    request = bench.picture(prompt="the one")
    earlier = [bench.ask(FLUX, bench.picture(seed=seed)) for seed in range(8)]
    for ticket in earlier:
        bench.far.jobs[ticket.id].extra["made"] = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    since = lost(bench, FLUX, request)
    for seed in range(4):
        bench.ask(FLUX, bench.picture(seed=100 + seed))
    bench.far.asked.clear()
    found = find(bench, FLUX, request, since)
    assert found is not None
    assert found.id == bench.far.submits()[8].id
    assert [meant.act for _, _, meant in bench.far.asked].count("list") == 2


def test_a_list_without_end_is_left(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = bench.dialect._listed
    since = lost(bench, FLUX, bench.picture())

    def endless(*given: Any) -> Any:
        answer = usual(*given)
        return type(answer)({**answer.body, "results": [], "next": f"{bench.far.address}/v1/predictions?cursor=0"})

    monkeypatch.setattr(bench.dialect, "_listed", endless)
    assert bench.refused(lambda: find(bench, FLUX, bench.picture(), since)).kind is Kind.AMBIGUOUS
    assert [meant.act for _, _, meant in bench.far.asked].count("list") < finding.MOST_PAGES


def test_the_next_page_is_never_asked_for_elsewhere(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = bench.dialect._listed
    since = lost(bench, FLUX, bench.picture())
    elsewhere: list[str] = []

    def leading(far: Any, asked: Any) -> Any:
        answer = usual(far, asked)
        elsewhere.append(asked.query.get("cursor", ""))
        following = "https://thief.example/v1/predictions?cursor=7" if len(elsewhere) == 1 else None
        return type(answer)({**answer.body, "results": [], "next": following})

    monkeypatch.setattr(bench.dialect, "_listed", leading)
    find(bench, FLUX, bench.picture(), since)
    assert elsewhere == ["", "7"]


def reshaped(bench: Bench, monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    usual = bench.dialect._record
    monkeypatch.setattr(bench.dialect, "_record", lambda *given: change(usual(*given)))


def without(*names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda row: {name: value for name, value in row.items() if name not in names}


def said(row: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**row, "input": {**row["input"], **more}}


SHAPES: dict[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], bool | None]] = {
    "no model": (without("model"), None),
    "no version": (without("version", "urls", "metrics"), True),
    "a state unknown to the sdk": (lambda row: {**row, "status": "aborted"}, True),
    "defaults filled in": (
        lambda row: {**row, "input": {**row["input"], "reference_images": [], "image2": None}},
        True,
    ),
    "a moment without zone": (lambda row: {**row, "created_at": row["created_at"].removesuffix("Z")}, True),
    "no moment": (without("created_at"), True),
    "removed": (lambda row: {**row, "data_removed": True, "input": {}}, None),
    "no id": (without("id"), None),
    "more said": (lambda row: said(row, camera_fixed=True), None),
    "a file moved": (lambda row: said(row, image="https://replicate.delivery/x.png"), None),
    "other words": (lambda row: said(row, prompt="other"), False),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_rows_of_other_shapes_are_understood_or_said_to_be_unclear(
    shape: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, expected = SHAPES[shape]
    since = lost(bench, SEEDANCE, bench.clip())
    reshaped(bench, monkeypatch, change)
    if expected is None:
        assert bench.refused(lambda: find(bench, SEEDANCE, bench.clip(), since)).kind is Kind.AMBIGUOUS
    else:
        assert (find(bench, SEEDANCE, bench.clip(), since) is not None) is expected


def test_a_list_without_inputs_is_completed_by_asking_for_each(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    since = lost(bench, SEEDANCE, bench.clip())
    usual = bench.dialect._listed

    def shallow(*given: Any) -> Any:
        answer = usual(*given)
        rows = [without("input")(row) for row in answer.body["results"]]
        return type(answer)({**answer.body, "results": rows})

    monkeypatch.setattr(bench.dialect, "_listed", shallow)
    assert find(bench, SEEDANCE, bench.clip(), since) is not None


def test_a_file_that_was_uploaded_and_is_gone_leaves_it_unclear(bench: Bench) -> None:
    request = bench.clip(refs=(big(bench, "first"),))
    since = lost(bench, SEEDANCE, request)
    job = bench.far.submits()[0]
    job.extra["input"] = {**job.extra["input"], "image": f"{bench.far.address}/v1/files/gone"}
    assert bench.refused(lambda: find(bench, SEEDANCE, request, since)).kind is Kind.AMBIGUOUS


@pytest.mark.parametrize("minutes", [-90, -3, 3, 90])
def test_clocks_that_differ_are_set_by_the_reply(minutes: int, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    since = lost(bench, FLUX, bench.picture())
    there = timedelta(minutes=minutes)
    job = bench.far.submits()[0]
    job.extra["made"] = (datetime.fromisoformat(job.extra["made"]) + there).isoformat()
    monkeypatch.setattr(finding, "_ahead", lambda date: there)
    assert find(bench, FLUX, bench.picture(), since) is not None


def test_the_difference_of_clocks_is_read_from_the_date() -> None:
    told = (datetime.now(UTC) + timedelta(minutes=5)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert abs(finding._ahead(told) - timedelta(minutes=5)) < timedelta(seconds=3)
    now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert finding._ahead(now) == finding._ahead("nonsense") == finding._ahead("") == timedelta(0)


def test_a_job_that_is_not_listed_yet_is_found_at_the_second_look(bench: Bench) -> None:
    since = lost(bench, FLUX, bench.picture())
    bench.dialect.hidden.add(bench.far.submits()[0].id)
    assert find(bench, FLUX, bench.picture(), since) is None
    bench.dialect.hidden.clear()
    assert find(bench, FLUX, bench.picture(), since) is not None
