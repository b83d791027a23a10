"""Each role over the wire by the real SDK: one POST, the right file, what was used, and a price that held."""

import base64
import os
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from google_bench import KEY, MODELS, SPEECH, TEXT, VIDEO, Room, caps, ended, made

from fakes import media
from fakes.far import Far, serving
from fakes.google import Google
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.ports import Provider, Result, Setup, Ticket
from vidpipe.providers.google import provider

MEDIA = {Role.IMAGE: "image/", Role.VIDEO: "video/", Role.SPEECH: "audio/", Role.MUSIC: "audio/"}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_made_by_one_post_within_its_price(role: Role, google: Provider, far: Far, room: Room) -> None:
    model, request = caps(MODELS[role]), room.request(role)
    planned = google.plan(model, request)
    result = made(google, model, request, room)
    assert len(far.submits(provider="google")) == 1
    assert sum(meant.act == "submit" for _, _, meant in far.asked) == 1
    assert planned.price > 0
    assert result.cost is None or 0 < result.cost <= planned.price
    assert result.cost is not None or planned.basis == "fixed"
    if role is Role.TEXT:
        assert result.data
        assert result.data["title"]
    else:
        assert result.outputs[0].mime.startswith(MEDIA[role])


def test_what_was_used_is_paid_and_not_what_was_reserved(google: Provider, far: Far, room: Room) -> None:
    result = made(google, caps(VIDEO), room.request(Role.VIDEO), room)
    assert result.usage == {"in": 48, "video out": 3 * 5792}
    assert result.cost == -(-3 * 5792 * 17_500_000 // 1_000_000) + 72


def test_a_reply_without_usage_leaves_the_planned_price(google: Provider, far: Far, room: Room) -> None:
    far.fault("no-price", "submit", role="image")
    assert made(google, caps(MODELS[Role.IMAGE]), room.request(Role.IMAGE), room).cost is None


def test_a_job_is_asked_after_and_fetched_by_its_ticket_alone(google: Provider, far: Far, room: Room) -> None:
    model = caps(VIDEO)
    ticket = google.submit(model, google.plan(model, room.request(Role.VIDEO)).request, room.desk())
    assert isinstance(ticket, Ticket)
    assert KEY not in ticket.model_dump_json()
    other = provider(Setup(google_url=far.address))
    again = Ticket.model_validate(ticket.model_dump(mode="json"))
    assert ended(other, again).progress == 100
    first, second = (other.fetch(again, room.desk()) for _ in range(2))
    assert first.outputs[0].meta["job"] == ticket.id
    assert first.cost == second.cost
    assert len(far.submits()) == 1


def test_speech_that_is_there_at_once_needs_no_ticket(google: Provider, far: Far, room: Room) -> None:
    answer = google.submit(caps(SPEECH), room.request(Role.SPEECH), room.desk())
    assert isinstance(answer, Result)
    assert answer.outputs[0].meta["milliseconds"] > 500


def test_bare_samples_become_a_sound(far: Far, room: Room) -> None:
    """Some replies say audio/l16 whatever was asked for."""

    class Bare(Google):
        def _given(self, far, job, meant):
            data = base64.b64encode(media.pcm(900, rate=16_000)).decode()
            return {"type": "audio", "mime_type": "audio/l16; rate=16000", "data": data}

    with serving(Bare()) as side:
        result = made(provider(Setup(google_url=side.address)), caps(SPEECH), room.request(Role.SPEECH), room)
    assert result.outputs[0].meta["milliseconds"] == 900


@pytest.mark.parametrize("inline", [True, False])
def test_media_come_inline_or_as_a_file(inline: bool, far: Far, room: Room) -> None:
    with serving(Google(inline=inline)) as side:
        result = made(provider(Setup(google_url=side.address)), caps(VIDEO), room.request(Role.VIDEO), room)
        assert any(meant.act == "fetch" for _, _, meant in side.asked) is not inline
    assert result.outputs[0].meta["frames"] == 72


def test_a_model_that_makes_nothing_in_the_background_is_asked_to_make_it_at_once(
    google: Provider, far: Far, room: Room
) -> None:
    far.fault("no-background", "submit", role="music")
    answer = google.submit(caps("lyria-3.5"), room.request(Role.MUSIC), room.desk())
    assert isinstance(answer, Result)
    assert len(far.submits()) == 1


# ---------------------------------------------------------------- versions of the API


def test_the_older_version_is_asked_only_where_the_newer_proves_that_it_took_nothing(far: Far, room: Room) -> None:
    with serving(Google(v1_serves=False)) as side:
        google = provider(Setup(google_url=side.address))
        made(google, caps(VIDEO), room.request(Role.VIDEO), room)
        assert len(side.submits()) == 1
        count = len(side.asked)
        made(google, caps(VIDEO), room.request(Role.VIDEO), room)
        assert len(side.asked) - count == 6, "the version that answered is remembered"


def test_a_version_that_was_set_is_the_only_one(far: Far, room: Room) -> None:
    with serving(Google(v1_serves=False)) as side:
        google = provider(Setup(google_url=side.address, google_version="v1"))
        with pytest.raises(ProviderError) as refused:
            made(google, caps(VIDEO), room.request(Role.VIDEO), room)
        assert refused.value.kind is Kind.GONE
        assert len(side.asked) == 1


# ---------------------------------------------------------------- keys and lists


def test_without_a_key_nothing_is_sent(google: Provider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEMINI_API_KEY")
    assert not google.ready()
    with pytest.raises(ProviderError) as refused:
        google.submit(caps(TEXT), room.request(Role.TEXT), room.desk())
    assert refused.value.kind is Kind.AUTH
    assert refused.value.billed is False
    assert "GEMINI_API_KEY" in refused.value.remedy
    assert not far.asked


def test_a_key_that_was_changed_is_used_from_then_on(
    google: Provider, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    far.keys_seen.clear()
    google.check()
    monkeypatch.setenv("GEMINI_API_KEY", "another-key-of-the-tests")
    google.check()
    assert list(far.keys_seen) == [KEY, "another-key-of-the-tests"]


def test_the_check_counts_models_and_names_what_is_missing(far: Far) -> None:
    with serving(Google(models=("gemini-3.8-flash", "lyria-3.5"))) as side:
        google = provider(Setup(google_url=side.address))
        said = google.check()
        assert google.listed() == {"gemini-3.8-flash": "", "lyria-3.5": ""}  # type: ignore[attr-defined]
        assert not side.submits()
    assert said.startswith("Google answered: 2 models for this key")
    assert "gemini-omni-1.2-flash" in said
    assert "@" not in said


def test_nobody_can_look_up_a_lost_request(google: Provider, far: Far, room: Room) -> None:
    assert google.recovery == "ask"
    with pytest.raises(ProviderError) as refused:
        google.lookup(caps(VIDEO), room.request(Role.VIDEO), datetime.now(UTC), ())
    assert refused.value.kind is Kind.AMBIGUOUS
    assert not far.asked


def test_the_sdk_is_not_imported_before_it_is_needed() -> None:
    code = (
        "import sys; from vidpipe.ports import Setup; from vidpipe.providers.google import provider;"
        "p = provider(Setup()); p.models(); p.ready(); sys.exit('google.genai' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"PATH": os.environ["PATH"]}, timeout=60, check=False)
    assert done.returncode == 0


def test_a_call_costs_little_time_of_our_own(google: Provider, far: Far, room: Room) -> None:
    model, request = caps(TEXT), room.request(Role.TEXT)
    made(google, model, request, room)
    began = time.thread_time()
    for _ in range(5):
        made(google, model, request, room)
    assert (time.thread_time() - began) / 5 < 0.06
