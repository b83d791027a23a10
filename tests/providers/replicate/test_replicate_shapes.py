"""Replies unlike those of the far side, and an SDK unlike the one of today: read as far as they go, or said loudly."""

import ast
import inspect
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from replicate_bench import FLUX, SEEDANCE, Bench, plain

import vidpipe.providers.replicate
from fakes.far import Answer
from vidpipe.errors import Kind
from vidpipe.providers.replicate.jobs import addresses, job_of, status_of

WHOLE = {
    "id": "abc123",
    "status": "succeeded",
    "output": "https://replicate.delivery/x/out.mp4",
    "created_at": "2026-11-21T10:00:00.123456Z",
}


@pytest.mark.parametrize(
    "reply",
    [
        WHOLE,
        dict(reversed(WHOLE.items())),
        {**WHOLE, "new": {"deep": [1, 2]}, "urls": None, "metrics": None, "logs": None, "error": None},
        {**WHOLE, "metrics": "many", "logs": 7, "input": "text", "model": None, "version": 3, "created_at": 12},
        {**WHOLE, "metrics": {"predict_time": "3s", "image_count": 1, "odd": None, "big": 1e30, "flag": True}},
        {**WHOLE, "status": "SUCCEEDED"},
        {"id": "abc123", "status": "completed", "output": ["https://replicate.delivery/x/out.mp4"]},
    ],
)
def test_a_job_that_is_done_is_done_in_any_shape(reply: dict[str, Any]) -> None:
    job = job_of(reply)
    assert job is not None
    assert status_of(job).state == "done"
    assert all(isinstance(count, int) for count in job.counts.values())


@pytest.mark.parametrize(
    "reply",
    [None, [], "x", 7, {}, {"id": None}, {"id": 7}, {"id": ""}, {"id": "../x"}, {"id": "a" * 200}, {"status": "x"}],
)
def test_what_tells_of_no_job_is_none(reply: Any) -> None:
    assert job_of(reply) is None


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("starting", "queued"),
        ("processing", "running"),
        ("canceled", "cancelled"),
        ("cancelled", "cancelled"),
        ("aborted", "failed"),
        ("failed", "failed"),
        ("paused", "running"),
        ("", "running"),
        (None, "running"),
        (7, "running"),
    ],
)
def test_every_state_is_read(status: Any, state: str) -> None:
    job = job_of({"id": "a", "status": status, "output": None})
    assert job is not None
    found = status_of(job)
    assert found.state == state
    if found.error:
        plain(found.error)


def test_an_output_that_is_there_before_the_end_is_not_the_end() -> None:
    job = job_of({**WHOLE, "status": "processing"})
    assert job is not None
    assert status_of(job).state == "running"


def test_progress_is_read_from_the_newest_bar() -> None:
    logs = "  3%|▎   | 1/30\n 50%|█████  | 15/30\n 57%|█████▋ | 17/30 [00:10<00:08]\nnoise 99% done"
    job = job_of({"id": "a", "status": "processing", "logs": logs})
    assert job is not None
    assert status_of(job).progress == 57


def test_addresses_are_found_at_any_depth_but_not_beyond_reason() -> None:
    deep: Any = "https://replicate.delivery/x.png"
    for _ in range(12):
        deep = [deep]
    assert addresses(deep, None) == []
    assert addresses({"b": ["https://a/x.png", "https://a/x.png"], "a": "ftp://no"}, None) == ["https://a/x.png"]


def reshape(bench: Bench, monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, Any]], Any]) -> None:
    usual = bench.dialect._record
    monkeypatch.setattr(bench.dialect, "_record", lambda *given: change(usual(*given)))


CREATED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "id and status alone": lambda row: {"status": row["status"], "id": row["id"], "output": row["output"]},
    "numbers as texts": lambda row: {**row, "metrics": {"predict_time": "1.0"}, "created_at": "yesterday"},
    "an older shape": lambda row: {name: row[name] for name in ("id", "version", "input", "status", "output", "logs")},
}


@pytest.mark.parametrize("shape", CREATED)
def test_a_job_that_the_sdk_cannot_read_is_a_job(shape: str, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    reshape(bench, monkeypatch, CREATED[shape])
    assert bench.made(SEEDANCE, bench.clip()).outputs
    assert bench.posts == 1


@pytest.mark.parametrize(
    "body", [{}, [], "accepted", None, {"id": 7}, {"prediction": {"id": "x"}}, b"", b"null", b"OK"]
)
def test_an_answer_that_names_no_job_may_be_one(body: Any, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = bench.dialect._submitted
    monkeypatch.setattr(bench.dialect, "_submitted", lambda *given: usual(*given) and Answer(body, 201))
    error = bench.refused(lambda: bench.ask(FLUX, bench.picture()))
    assert error.kind is Kind.AMBIGUOUS
    assert bench.posts == len(bench.far.submits()) == 1


@pytest.mark.parametrize("status", [200, 201, 202])
def test_any_success_is_one(status: int, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = bench.dialect._submitted
    monkeypatch.setattr(bench.dialect, "_submitted", lambda *given: Answer(usual(*given).body, status))
    assert bench.ask(FLUX, bench.picture()).id


def test_a_redirect_of_a_submit_is_not_followed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    to = {"Location": "https://thief.example/v1/predictions"}
    monkeypatch.setattr(bench.dialect, "_submitted", lambda *given: Answer({}, 307, headers=to))
    assert bench.refused(lambda: bench.ask(FLUX, bench.picture())).kind is Kind.AMBIGUOUS


@pytest.mark.parametrize("body", [[], "x", {"id": None}, {"detail": "weird"}])
def test_a_look_that_tells_nothing_is_taken_again(body: Any, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = bench.ask(FLUX, bench.picture())
    monkeypatch.setattr(bench.dialect, "_about_job", lambda *given: Answer(body))
    assert bench.refused(lambda: bench.provider.poll(ticket)).kind is Kind.RETRY


# ---------------------------------------------------------------- the SDK of today


def test_the_sdk_is_the_one_that_was_read() -> None:
    assert version("replicate") == "1.0.7", "read wire.py against the new one: what it retries, sends and parses"


def parameters(function: Any) -> set[str]:
    return set(inspect.signature(function).parameters)


def test_the_sdk_still_offers_what_is_used() -> None:
    from replicate import client, file, model, prediction
    from replicate import version as versions

    assert {"api_token", "base_url", "timeout", "kwargs"} <= parameters(client.Client.__init__)
    assert {"version", "input", "model"} <= parameters(prediction.Predictions.create)
    assert {"model", "input"} <= parameters(model.ModelsPredictions.create)
    assert {"cursor"} <= parameters(prediction.Predictions.list)
    for owner in (prediction.Predictions.get, prediction.Predictions.cancel, versions.Versions.get):
        assert "id" in parameters(owner)
    assert {"file", "params"} <= parameters(file.Files.create)
    assert {"filename", "content_type"} <= set(file.Files.CreateFileParams.__annotations__)
    assert "wrapped_transport" in parameters(client.RetryTransport.__init__)


def test_the_sdk_would_still_do_what_is_kept_from_it() -> None:
    """If one of these fails, the SDK got better: look whether our own way is still needed."""
    import httpx
    from replicate.client import RetryTransport
    from replicate.prediction import Prediction, _create_prediction_request_params

    assert RetryTransport(httpx.MockTransport(lambda asked: httpx.Response(200))).max_attempts == 10
    assert "POST" not in RetryTransport.RETRYABLE_METHODS
    assert _create_prediction_request_params(wait=None)["timeout"] is None
    with pytest.raises(ValueError, match="status"):
        Prediction(id="x", model="a/b", version="v", status="aborted")


def test_the_sdks_reader_of_outputs_is_never_used() -> None:
    """It sends the key to whatever host an output names."""
    folder = Path(vidpipe.providers.replicate.__file__).parent
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & {"FileOutput", "stream", "wait", "async_run", "transform_output"}, file.name


def test_neither_sdk_nor_transport_is_loaded_before_they_are_needed() -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom vidpipe.ports import Setup\nfrom vidpipe.providers.replicate import provider\n"
        "p = provider(Setup()); p.models(); p.ready()\n"
        "print(*({'replicate', 'httpx', 'pydantic.v1', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
