"""What a model can take is planned without asking anybody: clamped, said, priced, and the same when planned again."""

from typing import Any

import pytest
from replicate_bench import FLUX, MUSICGEN, SEEDANCE, Bench

from vidpipe.errors import Kind
from vidpipe.film.catalogue import Caps, Price, Role, Span
from vidpipe.ports import Planned, Ref, Request
from vidpipe.providers.replicate.planning import basis, plan, ratio, used

DIGEST = "a" * 64
VIDEO = Caps(
    provider="replicate",
    model="maker/film",
    role=Role.VIDEO,
    title="Film",
    durations=Span(low=4000, high=10_000, step=1000),
    aspects=("16:9", "9:16", "3:4"),
    resolutions=("480p", "720p", "1080p"),
    resolution="720p",
    first_frame=True,
    last_frame=True,
    references=2,
    seeded=True,
    longest_text=100,
    price=Price(unit="second", micros=100_000, by={"480p": 50_000, "720p": 100_000, "1080p": 200_000}),
)


def ref(use: str, mime: str = "image/png") -> Ref:
    return Ref(use=use, digest=DIGEST, mime=mime)  # type: ignore[arg-type]


def clip(**more: Any) -> Request:
    given: dict[str, Any] = {
        "task": "clip",
        "width": 1280,
        "height": 720,
        "frames": 96,
        "rate": 24,
        "seed": 3,
        "prompt": "x",
        "negative": "blur",
    }
    return Request(role=Role.VIDEO, **{**given, **more})


def planned(request: Request, **caps: Any) -> Planned:
    model = VIDEO.model_copy(update=caps)
    found = plan(model, request)
    again = plan(model, found.request)
    assert (again.request, again.price, again.units) == (found.request, found.price, found.units)
    return found


@pytest.mark.parametrize(
    ("frames", "rate", "made", "said"),
    [(24, 24, 96, False), (96, 24, 96, False), (100, 24, 120, False), (240, 24, 240, False), (300, 24, 240, True),
     (100, 25, 100, False), (101, 25, 125, False), (130, 30, 150, False)],
)  # fmt: skip
def test_a_length_is_covered_or_said_to_be_short(frames: int, rate: int, made: int, said: bool) -> None:
    found = planned(clip(frames=frames, rate=rate))
    assert (found.request.frames, found.request.rate) == (made, rate)
    assert any("at most 10 s" in warning for warning in found.warnings) is said
    assert found.units == made * 1000 // rate
    assert found.price == 100_000 * made // rate


def test_lengths_that_are_listed_are_chosen_from() -> None:
    assert planned(clip(frames=100), durations=(6000, 10_000)).request.frames == 144
    assert planned(clip(frames=150), durations=(10_000, 6000)).request.frames == 240
    assert planned(clip(frames=500), durations=(6000, 10_000)).request.frames == 240


def test_some_resolutions_are_shorter() -> None:
    caps = {"durations": (6000, 10_000), "fields": {"longest": {"1080p": 6000}}, "resolution": "1080p"}
    assert planned(clip(frames=240, data={"resolution": "1080p"}), **caps).request.frames == 144
    assert planned(clip(frames=240), **caps).request.frames == 240
    span = {"fields": {"longest": {"720p": 5000}}}
    assert planned(clip(frames=240), **span).request.frames == 120


@pytest.mark.parametrize(
    ("size", "resolution", "price"),
    [((640, 360), "480p", 200_000), ((1280, 720), "720p", 400_000), ((1920, 1080), "720p", 400_000),
     ((720, 1280), "720p", 400_000), ((360, 640), "480p", 200_000)],
)  # fmt: skip
def test_the_least_resolution_that_holds_it_and_none_above_the_usual(
    size: tuple[int, int], resolution: str, price: int
) -> None:
    found = planned(clip(width=size[0], height=size[1]))
    assert (found.request.data["resolution"], found.price) == (resolution, price)


def test_a_resolution_that_somebody_chose_counts() -> None:
    assert planned(clip(data={"resolution": "1080p"})).price == 800_000
    found = planned(clip(data={"resolution": "8k"}))
    assert found.request.data["resolution"] == "720p"
    assert any("has no 8k" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("resolutions", "size", "chosen"),
    [
        (("0.5 MP", "1 MP", "2 MP"), (640, 360), "0.5 MP"),
        (("0.5 MP", "1 MP", "2 MP"), (1280, 720), "1 MP"),
        (("1K", "2K", "4K"), (1280, 720), "1K"),
        (("1K", "2K", "4K"), (1920, 1080), "2K"),
        (("standard", "pro"), (1280, 720), "pro"),
    ],
)
def test_pixels_are_counted_as_the_model_counts_them(
    resolutions: tuple[str, ...], size: tuple[int, int], chosen: str
) -> None:
    found = planned(clip(width=size[0], height=size[1]), resolutions=resolutions, resolution=resolutions[-1])
    assert found.request.data["resolution"] == chosen


def test_the_nearest_shape_is_taken_and_said() -> None:
    found = planned(clip(width=864, height=1080))
    assert found.request.data["aspect"] == "3:4"
    assert any("3:4" in warning for warning in found.warnings)
    assert not planned(clip()).warnings
    assert ratio("21:9") > 2


def test_what_a_model_does_not_take_is_left_out_and_said() -> None:
    both = (ref("first"), ref("last"))
    assert planned(clip(refs=both)).request.refs == both
    found = planned(clip(refs=both), last_frame=False)
    assert [kept.use for kept in found.request.refs] == ["first"]
    assert any("no last frame" in warning for warning in found.warnings)
    found = planned(clip(refs=both), first_frame=False)
    assert found.request.refs == ()
    assert len(found.warnings) == 2
    found = planned(clip(refs=(ref("last"),)))
    assert found.request.refs == ()


def test_references_go_as_far_as_they_may() -> None:
    three = (ref("reference"),) * 3
    assert len(planned(clip(refs=three)).request.refs) == 2
    framed = planned(clip(refs=(ref("first"), *three)))
    assert [kept.use for kept in framed.request.refs] == ["first"]
    assert any("no reference" in warning for warning in framed.warnings)
    together = planned(clip(refs=(ref("first"), *three)), refs_with_frames=True)
    assert len(together.request.refs) == 3


def test_seed_and_negative_words_are_kept_where_they_count() -> None:
    assert planned(clip()).request.negative == ""
    assert planned(clip(), negative=True).request.negative == "blur"
    assert planned(clip(), seeded=False).request.seed is None


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (clip(prompt="x" * 101), "at most 100 characters"),
        (clip(task="extend", refs=(ref("source", "video/mp4"),)), "extends no clips"),
        (clip(refs=(ref("source"),)), "edits nothing"),
        (Request(role=Role.IMAGE, task="keyframe", prompt="x"), "makes video, not image"),
    ],
)
def test_what_no_change_makes_right_is_refused(request_: Request, said: str, bench: Bench) -> None:
    error = bench_free(lambda: plan(VIDEO, request_))
    assert (error.kind, error.billed) == (Kind.INVALID, False)
    assert said in error.message
    assert error.remedy
    assert not bench.far.asked


def bench_free(act: Any) -> Any:
    from vidpipe.errors import ProviderError

    with pytest.raises(ProviderError) as caught:
        act()
    return caught.value


def test_text_is_asked_for_elsewhere() -> None:
    caps = VIDEO.model_copy(update={"role": Role.TEXT})
    error = bench_free(lambda: plan(caps, Request(role=Role.TEXT, task="brief", prompt="x")))
    assert error.kind is Kind.INVALID


def test_an_edit_leaves_room_for_its_source(bench: Bench) -> None:
    caps = bench.caps(FLUX).model_copy(update={"references": 2})
    refs = (ref("source"), ref("reference"), ref("reference"))
    found = plan(caps, Request(role=Role.IMAGE, task="keyframe", prompt="x", width=1280, height=720, refs=refs))
    assert [kept.use for kept in found.request.refs] == ["source", "reference"]
    assert bench_free(lambda: plan(caps.model_copy(update={"edits": False}), found.request)).kind is Kind.INVALID


def test_a_price_that_nobody_knows_is_said_to_be_unknown(bench: Bench) -> None:
    assert basis(VIDEO) == "fixed"
    assert basis(VIDEO.model_copy(update={"price": Price()})) == "unknown"
    assert basis(VIDEO.model_copy(update={"price": Price(micros=5, sure="unknown")})) == "unknown"
    for caps in bench.provider.models():
        assert basis(caps) in ("fixed", "metered", "unknown")


def test_a_minute_and_a_picture_are_units_too() -> None:
    assert planned(clip(frames=240), price=Price(unit="minute", micros=60_000)).price == 10_020
    assert planned(clip(), price=Price(unit="image", micros=7)).price == 7
    assert planned(clip(), price=Price(unit="request", micros=9)).units == 1000


def test_a_machines_seconds_never_cost_more_than_was_planned(bench: Bench) -> None:
    caps = bench.caps(MUSICGEN).model_copy(
        update={"fields": {"gpu_micros": 1400}, "price": Price(micros=100_000, sure="metered")}
    )
    found = plan(caps, bench.music())
    assert (found.price, found.low, found.basis) == (100_000, 7000, "metered")
    assert used(caps, 10.0) == 14_000
    assert used(caps, 10_000.0) == 100_000
    assert used(caps, None) is None
    assert used(None, 5.0) is None
    assert used(bench.caps(SEEDANCE), 5.0) is None


def test_music_is_no_longer_than_the_model_makes(bench: Bench) -> None:
    found = plan(bench.caps(MUSICGEN), bench.music(frames=24 * 90))
    assert found.request.frames == 24 * 30
    assert any("at most 30 s" in warning for warning in found.warnings)


def test_nothing_is_asked_while_planning(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPLICATE_API_TOKEN")
    for caps in bench.provider.models():
        make = {Role.IMAGE: bench.picture, Role.VIDEO: bench.clip, Role.MUSIC: bench.music}[caps.role]
        assert bench.provider.plan(caps, make()).price >= 0
    assert not bench.far.asked
