"""Each family makes its thing: the request in the model's own fields, one job, a file that no key was sent for."""

import base64
import hashlib
from pathlib import Path

import pytest
from replicate_bench import FLUX, KEY, MUSICGEN, SEEDANCE, Bench

from fakes import media
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library import models as library
from vidpipe.ports import Provider, Setup
from vidpipe.providers.registry import providers
from vidpipe.providers.replicate.peer import ReplicateProvider

MODELS = library.models("replicate")


def request_for(bench: Bench, caps: Caps):
    return {Role.IMAGE: bench.picture, Role.VIDEO: bench.clip, Role.MUSIC: bench.music}[caps.role]()


@pytest.mark.parametrize("model", [caps.model for caps in MODELS])
def test_every_model_of_the_catalogue_makes_its_thing(model: str, bench: Bench) -> None:
    caps = bench.caps(model)
    result = bench.made(model, request_for(bench, caps))
    (output,) = result.outputs
    kinds = {Role.IMAGE: "image/png", Role.VIDEO: "video/mp4", Role.MUSIC: "audio/flac"}
    assert output.mime == kinds[caps.role]
    assert Path(output.path).stat().st_size > 100
    assert output.meta
    assert len(bench.far.submits()) == bench.posts == 1
    assert bench.dialect.tokens == []
    assert bench.far.keys_seen[f"Bearer {KEY}"]


def test_it_is_a_provider_of_the_registry() -> None:
    found = providers(Setup())["replicate"]
    assert isinstance(found, Provider)
    assert (found.title, found.key, found.recovery) == ("Replicate", "REPLICATE_API_TOKEN", "lookup")


def test_it_is_ready_with_a_key_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPLICATE_API_TOKEN", raising=False)
    assert not ReplicateProvider(Setup()).ready()
    monkeypatch.setenv("REPLICATE_API_TOKEN", KEY)
    assert ReplicateProvider(Setup()).ready()


def test_seedance_gets_frames_length_shape_and_seed(bench: Bench) -> None:
    bench.made(SEEDANCE, bench.clip(prompt="The light turns", sample=0))
    sent = bench.sent()
    first, last = (media.png(180, 320, shade) for shade in (40, 41))
    assert base64.b64decode(sent.pop("image").partition(",")[2]) == first
    assert base64.b64decode(sent.pop("last_frame_image").partition(",")[2]) == last
    assert sent == {
        "prompt": "The light turns",
        "duration": 4,
        "aspect_ratio": "9:16",
        "resolution": "720p",
        "seed": 5,
        "generate_audio": False,
    }


def test_another_take_has_another_seed_and_a_draft_a_lower_resolution(bench: Bench) -> None:
    bench.made(SEEDANCE, bench.clip(sample=1, width=360, height=640, refs=()))
    assert bench.sent()["seed"] != 5
    assert bench.sent()["resolution"] == "480p"


def test_kling_calls_its_resolutions_by_other_names(bench: Bench) -> None:
    model = "kwaivgi/kling-v3-video"
    caps = bench.caps(model).model_copy(
        update={
            "resolutions": ("720p", "1080p"),
            "resolution": "1080p",
            "fields": {
                "first": "start_image",
                "last": "end_image",
                "resolution": "mode",
                "resolutions": {"720p": "standard", "1080p": "pro"},
            },
        }
    )
    planned = bench.provider.plan(caps, bench.clip(negative="blur", frames=72))
    bench.provider.submit(caps, planned.request, bench.desk())
    sent = bench.sent()
    assert {"mode": "standard", "duration": 3, "negative_prompt": "blur"}.items() <= sent.items()
    assert {"start_image", "end_image"} <= set(sent)


def test_hailuo_has_two_lengths(bench: Bench) -> None:
    planned = bench.provider.plan(bench.caps("minimax/hailuo-02"), bench.clip(frames=150))
    assert planned.request.frames == 240
    bench.made("minimax/hailuo-02", bench.clip(frames=100))
    assert bench.sent()["duration"] == 6
    assert isinstance(bench.sent()["duration"], int)
    assert "seed" not in bench.sent()


def test_flux_gets_references_and_gives_png(bench: Bench) -> None:
    refs = tuple(bench.frame("reference", shade) for shade in range(3))
    result = bench.made(FLUX, bench.picture(refs=refs, width=1280, height=720))
    sent = bench.sent()
    assert len(sent["input_images"]) == 3
    assert sent["output_format"] == "png"
    assert sent["aspect_ratio"] == "16:9"
    assert "negative_prompt" not in sent
    assert result.outputs[0].meta["width"] > result.outputs[0].meta["height"]


def test_an_edit_starts_from_its_source_and_then_come_the_references(bench: Bench) -> None:
    source, reference = bench.frame("source", 90), bench.frame("reference", 91)
    request = bench.picture(refs=(reference, source), prompt="Make it night")
    bench.made(FLUX, request)
    told = [
        hashlib.sha256(base64.b64decode(each.partition(",")[2])).hexdigest() for each in bench.sent()["input_images"]
    ]
    assert told == [source.digest, reference.digest]


def test_musicgen_is_asked_by_its_version(bench: Bench) -> None:
    result = bench.made(MUSICGEN, bench.music(frames=240))
    assert bench.sent()["duration"] == 10
    assert bench.sent()["output_format"] == "wav"
    assert len(bench.far.submits()[-1].extra["version"]) == 64
    assert result.outputs[0].meta["milliseconds"] == pytest.approx(10_000, abs=5)


def test_large_files_are_uploaded_once_and_named_by_their_digest(bench: Bench) -> None:
    noise = hashlib.shake_256(b"noise").digest(400_000)
    big = media.png(64, 64, 3) + noise
    first, last = bench.blob(big, "first"), bench.blob(big, "last")
    bench.ask(SEEDANCE, bench.clip(refs=(first, last)))
    (stored,) = [stored for stored in bench.dialect.files.values() if stored[2] == big]
    assert stored[0] == f"{first.digest}.png"
    assert stored[1] == "image/png"
    assert bench.sent()["image"] == bench.sent()["last_frame_image"]
    assert bench.sent()["image"].startswith(f"{bench.far.address}/v1/files/")


def test_a_file_is_called_what_its_bytes_are(bench: Bench) -> None:
    wrong = bench.blob(media.png(64, 64), "first", mime="image/webp")
    bench.ask(SEEDANCE, bench.clip(refs=(wrong,)))
    assert bench.sent()["image"].startswith("data:image/png;base64,")


def test_jobs_end_at_replicate_too(bench: Bench) -> None:
    bench.ask(SEEDANCE, bench.clip())
    bench.ask(FLUX, bench.picture())
    assert bench.dialect.patience == ["40m", "14m"]


def test_nothing_is_waited_for_within_the_request(bench: Bench) -> None:
    bench.ask(FLUX, bench.picture())
    assert bench.dialect.preferred == []


def test_a_job_that_starts_up_is_said_to_be_booting_and_tells_how_far_it_is(bench: Bench) -> None:
    bench.far.seconds["video"] = 0.3
    ticket = bench.ask(SEEDANCE, bench.clip())
    seen = []
    while (status := bench.provider.poll(ticket)).state in ("queued", "running"):
        seen.append((status.state, status.note, status.progress))
    assert seen[0] == ("queued", "booting", 0)
    assert any(state == "running" and progress > 20 for state, _, progress in seen)


def test_the_ticket_is_enough_for_another_process(bench: Bench) -> None:
    ticket = bench.ask(SEEDANCE, bench.clip())
    other = ReplicateProvider(Setup(replicate_url=bench.far.address))
    while other.poll(ticket).state != "done":
        pass
    third = ReplicateProvider(Setup(replicate_url=bench.far.address))
    assert third.fetch(ticket, bench.desk()).outputs[0].mime == "video/mp4"
    assert KEY not in ticket.model_dump_json()
    assert ticket.expires is not None
    assert ticket.expires > ticket.created


def test_the_file_is_fetched_by_what_the_last_look_saw(bench: Bench) -> None:
    ticket = bench.ask(SEEDANCE, bench.clip())
    bench.ended(ticket)
    before = bench.far.polls()
    bench.provider.fetch(ticket, bench.desk())
    assert bench.far.polls() == before


def test_what_a_machine_was_used_for_is_the_cost_where_that_is_paid(bench: Bench) -> None:
    ticket = bench.ask(MUSICGEN, bench.music())
    bench.ended(ticket)
    result = bench.provider.fetch(ticket, bench.desk())
    assert result.usage["predict_time"] == 3250
    caps = bench.caps(MUSICGEN)
    rate = int(caps.fields.get("gpu_micros", 0))
    assert result.cost == (min(caps.price.micros, -(-rate * 3250 // 1000)) if rate else None)


def test_check_says_whose_key_it_is(bench: Bench) -> None:
    assert "vidpipe-tester" in bench.provider.check()


def test_listed_leaves_out_what_replicate_does_not_have(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {name: told for name, told in bench.dialect.models.items() if name != MUSICGEN}
    monkeypatch.setattr(bench.dialect, "models", kept)
    found = bench.provider.listed()
    assert SEEDANCE in found
    assert MUSICGEN not in found


def test_the_schema_is_told_with_choices_resolved(bench: Bench) -> None:
    told = bench.provider.schema(bench.caps(SEEDANCE))
    assert told is not None
    assert told["resolution"]["enum"] == ["480p", "720p", "1080p"]
    assert next(iter(told)) == "prompt"


def test_a_chat_is_refused(bench: Bench) -> None:
    bench.refused(lambda: bench.provider.chat(bench.caps(FLUX), []))
