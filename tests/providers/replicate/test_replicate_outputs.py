"""What was paid is fetched at once, without the key, looked through, and if it is of no use that is said plainly."""

import base64
from pathlib import Path
from typing import Any

import pytest
from replicate_bench import FLUX, MUSICGEN, SEEDANCE, Bench, plain

from fakes import media
from vidpipe.errors import Kind, Stopped
from vidpipe.providers.replicate import files


def ready(bench: Bench, model: str = SEEDANCE) -> Any:
    request = {SEEDANCE: bench.clip, FLUX: bench.picture, MUSICGEN: bench.music}[model]()
    ticket = bench.ask(model, request)
    assert bench.ended(ticket).state == "done"
    bench.dialect.fetched = 0
    return ticket


@pytest.mark.parametrize("what", ["wrong-media", "empty-media", "half-media"])
@pytest.mark.parametrize("model", [SEEDANCE, FLUX, MUSICGEN])
def test_what_is_of_no_use_is_asked_for_three_times_and_then_said_to_be_paid(
    what: str, model: str, bench: Bench
) -> None:
    ticket = ready(bench, model)
    bench.far.fault(what, act="fetch", times=9)
    error = bench.refused(lambda: bench.provider.fetch(ticket, bench.desk()))
    assert (error.kind, error.billed, error.about) == (Kind.GONE, True, "output")
    assert "paid" in error.message
    assert bench.dialect.fetched == 3
    assert bench.posts == 1


@pytest.mark.parametrize("what", ["wrong-media", "empty-media", "half-media", "500", "cut-body", "drop-after", "html"])
def test_what_comes_right_the_second_time_is_taken(what: str, bench: Bench) -> None:
    ticket = ready(bench)
    bench.far.fault(what, act="fetch")
    assert bench.provider.fetch(ticket, bench.desk()).outputs[0].mime == "video/mp4"
    assert bench.dialect.fetched >= 1


@pytest.mark.parametrize("what", ["500", "503", "cut-body", "drop-before", "drop-after"])
def test_a_line_that_fails_is_tried_again_later_since_it_is_paid(what: str, bench: Bench) -> None:
    ticket = ready(bench)
    bench.far.fault(what, act="fetch", times=9)
    error = bench.refused(lambda: bench.provider.fetch(ticket, bench.desk()))
    assert (error.kind, error.billed) == (Kind.RETRY, True)
    bench.far.faults.clear()
    assert bench.provider.fetch(ticket, bench.desk()).outputs


def test_a_file_that_trickles_is_tried_again_later(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FETCH_SECONDS", 0.2)
    ticket = ready(bench)
    bench.far.fault("trickle", act="fetch", times=9, value=200)
    error = bench.refused(lambda: bench.provider.fetch(ticket, bench.desk()))
    assert (error.kind, error.billed) == (Kind.RETRY, True)


def test_a_flood_is_refused_and_said_to_be_paid(bench: Bench) -> None:
    ticket = ready(bench)
    bench.far.fault("huge", act="fetch", times=9)
    error = bench.refused(lambda: bench.provider.fetch(ticket, bench.desk()))
    assert (error.kind, error.billed) == (Kind.GONE, True)
    assert "MB" in error.message


def test_after_an_hour_it_is_gone_in_plain_words(bench: Bench) -> None:
    ticket = ready(bench)
    bench.far.fault("expired", act="fetch", times=9)
    error = bench.refused(lambda: bench.provider.fetch(ticket, bench.desk()))
    assert (error.kind, error.billed, error.code) == (Kind.GONE, True, "expired")
    assert "one hour" in error.message
    assert bench.dialect.fetched == 1


def test_no_key_ever_goes_with_a_fetch(bench: Bench) -> None:
    for model in (SEEDANCE, FLUX, MUSICGEN):
        ticket = ready(bench, model)
        bench.provider.fetch(ticket, bench.desk())
    assert bench.dialect.fetched
    assert bench.dialect.tokens == []


def test_a_person_who_stops_is_heard(bench: Bench) -> None:
    ticket = ready(bench)
    bench.stopped = True
    with pytest.raises(Stopped):
        bench.provider.fetch(ticket, bench.desk())


PNG, CLIP = media.png(64, 48, 9), media.mp4(128, 72, 24, 24)


def data(mime: str, body: bytes) -> str:
    return f"data:{mime};base64,{base64.b64encode(body).decode()}"


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (FLUX, lambda at: [at]),
        (FLUX, lambda at: {"images": [{"url": at}]}),
        (FLUX, lambda at: data("image/png", PNG)),
        (FLUX, lambda at: [data("image/webp", PNG), data("image/png", PNG)]),
        (SEEDANCE, lambda at: {"video": at, "thumbnail": data("image/png", PNG)}),
        (SEEDANCE, lambda at: {"cover": data("image/png", PNG), "file": data("video/mp4", CLIP)}),
        (SEEDANCE, lambda at: ["a text", None, 7, at]),
        (MUSICGEN, lambda at: {"audio_out": at, "spectrogram": None}),
    ],
)
def test_outputs_of_any_shape_are_found(model: str, shape: Any, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = bench.dialect._done

    def odd(*given: Any) -> dict[str, Any]:
        told = usual(*given)
        return {**told, "output": shape(told["output"])}

    monkeypatch.setattr(bench.dialect, "_done", odd)
    ticket = ready(bench, model)
    assert bench.provider.fetch(ticket, bench.desk()).outputs[0].meta


@pytest.mark.parametrize(
    "output",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/secret",
        "http://127.0.0.1:1/secret",
        "https://user@example.com/x",
        "data:video/mp4;base64,!!!",
        "data:,nothing",
        "data:text/html,<h1>film</h1>",
    ],
)
def test_an_output_that_leads_elsewhere_is_not_followed(
    output: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = bench.dialect._done
    monkeypatch.setattr(bench.dialect, "_done", lambda *given: {**usual(*given), "output": output})
    ticket = ready(bench)
    error = bench.refused(lambda: bench.provider.fetch(ticket, bench.desk()))
    assert (error.kind, error.billed) == (Kind.GONE, True)


@pytest.mark.parametrize("output", ["just words", ["two", "texts"], {}, [], 7, True, {"a": {"b": None}}])
def test_an_output_without_a_file_is_none(output: Any, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = bench.dialect._done
    monkeypatch.setattr(bench.dialect, "_done", lambda *given: {**usual(*given), "output": output})
    error = plain(bench.ended(bench.ask(SEEDANCE, bench.clip())).error)
    assert (error.kind, error.billed) == (Kind.GONE, None)


def test_a_ticket_of_a_model_that_nobody_lists_any_more_is_still_fetched(bench: Bench) -> None:
    ticket = ready(bench, FLUX)
    lost = ticket.model_copy(update={"model": "somebody/else"})
    result = bench.provider.fetch(lost, bench.desk())
    assert result.outputs[0].mime == "image/png"
    assert result.cost is None
    assert Path(result.outputs[0].path).name == "output0.png"
