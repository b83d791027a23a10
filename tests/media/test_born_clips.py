"""Clips that are encoded as pieces are: the film takes their pictures as they are, and none that does not suit."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from media_room import HEIGHT, RATE, WIDTH, Room, barcode, ffmpeg_run, read_barcode, shot, watch
from pieces_room import Plank, Workbench

from vidpipe.film.cut import CutPlan, CutReport, Words
from vidpipe.media import born, ffmpeg
from vidpipe.media.decode import Geometry
from vidpipe.media.encode import Quality, VideoWriter
from vidpipe.media.piecework import making
from vidpipe.media.probe import probe

SIZE = Geometry(WIDTH, HEIGHT, RATE)
HANDLE = RATE // 4
FRAMES = 90
WHOLE = FRAMES + 2 * HANDLE


@pytest.fixture
def bench(room: Room, tmp_path: Path) -> Workbench:
    return Workbench(room, Plank(tmp_path / "shelf"))


def picture(number: int, frame: int) -> bytes:
    """A barcode with a grain of its own, so that no two pictures are encoded alike."""
    grain = np.random.default_rng([number, frame]).integers(-12, 12, WIDTH * HEIGHT)
    bars = barcode(number, frame).astype(int)
    bars[: grain.size] += grain
    return bars.astype(np.uint8).tobytes()


def clip(
    room: Room,
    number: int,
    *,
    quality: Quality = "final",
    keys: Sequence[int] | None = None,
    told: Sequence[int] | None = None,
) -> str:
    """A clip with handles, as the animator encodes it, once in a process; `told` are the keys it says it has."""
    keys = tuple(born.keys(WHOLE, RATE) if keys is None else keys)
    about = number, quality, keys, keys if told is None else tuple(told)
    path = room.folder / f"born{number}.mp4"
    if about not in _encoded:
        encode(path, *about)
        _encoded[about] = path.read_bytes()
    path.write_bytes(_encoded[about])
    return room.add(path)


_encoded: dict[tuple[object, ...], bytes] = {}


def encode(path: Path, number: int, quality: Quality, keys: Sequence[int], told: Sequence[int]) -> None:
    mark = born.mark(making(SIZE, quality).encoder, SIZE, told)
    with VideoWriter(
        path,
        width=WIDTH,
        height=HEIGHT,
        rate=RATE,
        pixels="yuv420p",
        quality=quality,
        joins=True,
        keys=keys,
        comment=mark,
    ) as writer:
        for frame in range(WHOLE):
            writer.write(picture(number, frame))


def film_of(room: Room, clips: Sequence[str], **options: object) -> CutPlan:
    return room.plan(*(shot(each, FRAMES, head=HANDLE) for each in clips), **options)


def packets(file: Path) -> list[str]:
    """Size and checksum of every picture."""
    told = ffmpeg_run(*ffmpeg.source(file), "-map", "0:v", "-c", "copy", "-f", "framecrc", "pipe:1").decode()
    rows = [line.split(",") for line in told.splitlines() if not line.startswith("#")]
    return [f"{row[4]}{row[5]}" for row in rows]


def taken(film: Path, room: Room) -> int:
    """How many pictures of a film are those of its clips, byte for byte."""
    known = {packet for file in room.shelf.values() for packet in packets(file)}
    return sum(packet in known for packet in packets(film))


def joined_otherwise(report: CutReport) -> bool:
    return any("one run" in warning for warning in report.warnings)


def shown(film: Path) -> list[tuple[int, int] | None]:
    return [read_barcode(luma) for luma in watch(film).luma]


def planned(count: int) -> list[tuple[int, int]]:
    return [(number, HANDLE + frame) for number in range(count) for frame in range(FRAMES)]


def test_a_film_of_such_clips_is_their_pictures_byte_for_byte(bench: Workbench) -> None:
    film, report = bench.cut(film_of(bench.room, [clip(bench.room, number) for number in range(3)]))
    assert shown(film) == planned(3)
    assert taken(film, bench.room) == report.frames == 3 * FRAMES
    assert not joined_otherwise(report)


def test_what_is_drawn_is_encoded_and_all_else_is_taken(bench: Workbench) -> None:
    room = bench.room
    clips = [clip(room, number) for number in range(3)]
    words = Words(role="caption", lines=("Now",), start=2 * FRAMES + 50, frames=20)
    shots = (
        shot(clips[0], FRAMES, head=HANDLE),
        shot(clips[1], FRAMES, head=HANDLE, enter="crossfade", over=RATE // 2),
        shot(clips[2], FRAMES, head=HANDLE),
    )
    film, report = bench.cut(room.plan(*shots, words=(words,)))
    mixed = range(FRAMES - 6, FRAMES + 6)
    got, wanted = shown(film), planned(3)
    assert [one for at, one in enumerate(got[:180]) if at not in mixed] == [
        one for at, one in enumerate(wanted[:180]) if at not in mixed
    ]
    assert 2 * FRAMES - 12 <= taken(film, room) < report.frames - 12
    assert not joined_otherwise(report)


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("a group that does not begin there", {"keys": [0], "told": [0, 6, 12, 48, 84, 90, 96]}),
        ("a clip of another quality", {"quality": "draft"}),
        ("no place where it could be cut", {"keys": [0]}),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_what_does_not_suit_is_encoded(bench: Workbench, what: str, other: dict[str, object]) -> None:
    room = bench.room
    film, report = bench.cut(film_of(room, [clip(room, 0), clip(room, 1, **other), clip(room, 2)]))
    assert shown(film) == planned(3), what
    assert taken(film, room) == 2 * FRAMES
    assert not joined_otherwise(report)


def test_a_film_of_another_size_or_rate_takes_nothing(bench: Workbench) -> None:
    room = bench.room
    clips = [clip(room, number) for number in range(2)]
    for options in ({"width": 128, "height": 72}, {"rate": 25}):
        film, report = bench.cut(film_of(room, clips, **options))
        assert taken(film, room) == 0
        assert report.frames == 2 * FRAMES


def test_a_film_that_begins_black_says_so_of_a_clip_that_is_taken(bench: Workbench) -> None:
    room = bench.room
    path, keys = room.folder / "night.mp4", born.keys(WHOLE, RATE)
    mark = born.mark(making(SIZE, "final").encoder, SIZE, keys)
    options = {"width": WIDTH, "height": HEIGHT, "rate": RATE, "pixels": "yuv420p", "joins": True}
    with VideoWriter(path, keys=keys, comment=mark, **options) as writer:
        for _ in range(WHOLE):
            writer.write(bytes([16]) * WIDTH * HEIGHT + bytes([128]) * (WIDTH * HEIGHT // 2))
    film, report = bench.cut(film_of(room, [room.add(path)]))
    assert taken(film, room) == FRAMES
    assert any("black" in warning for warning in report.warnings)


def test_the_mark_is_read_and_nothing_like_it(room: Room) -> None:
    path = room.shelf[clip(room, 1)]
    assert born.MARK.fullmatch(probe(path).mark)
    other = room.folder / "other.mp4"
    for said in ("vidpipe-clip-1 $(x) 0", "vidpipe-clip-2 <b>", "made by hand"):
        ffmpeg_run(*ffmpeg.source(path), "-c", "copy", "-metadata", f"comment={said}", str(other))
        assert not born.MARK.fullmatch(probe(other).mark)
        other.unlink()
