"""A film joined from pieces: every planned frame once and in order, sound in step, and only what changed encoded."""

import shutil
import threading
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from media_room import HEIGHT, WIDTH, Room, barcode, ffmpeg_run, flat, read_barcode, shot, tone, watch
from pieces_room import Plank, Workbench

from vidpipe.errors import MediaError, Stopped
from vidpipe.film.cut import CutPlan, CutReport, Words
from vidpipe.media import ffmpeg, joining
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.probe import probe
from vidpipe.process import Limits, run


@pytest.fixture
def bench(room: Room, tmp_path: Path) -> Workbench:
    return Workbench(room, Plank(tmp_path / "shelf"))


@dataclass(frozen=True)
class Cut:
    """A film of `four`, and the bench that it was cut on."""

    film: Path
    report: CutReport
    bench: Workbench


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Cut:
    """Cut once; it may be looked at and not changed."""
    folder = tmp_path_factory.mktemp("four")
    bench = Workbench(Room(folder), Plank(folder / "shelf"))
    return Cut(*bench.cut(four(bench.room)), bench)


@pytest.fixture
def after(made: Cut, bench: Workbench) -> Workbench:
    """A bench of the test's own on which `four` has been cut, as `made` was."""
    shelf = shutil.copytree(made.bench.shelf.folder, bench.shelf.folder)
    kept = {key: replace(each, path=shelf / each.path.name) for key, each in made.bench.shelf.kept.items()}
    bench.shelf.made, bench.shelf.kept, bench.encoded = [*made.bench.shelf.made], kept, [*made.bench.encoded]
    return bench


def four(room: Room) -> CutPlan:
    clips = [room.barcodes(number, 140) for number in range(4)]
    return room.plan(
        shot(clips[0], 110, head=6),
        shot(clips[1], 40, head=10, enter="crossfade", over=12),
        shot(clips[2], 30, head=6),
        shot(clips[3], 60, head=4, enter="dip to black", over=8),
    )


def with_clip(plan: CutPlan, number: int, media: str) -> CutPlan:
    shots = list(plan.shots)
    shots[number] = shots[number].model_copy(update={"media": media})
    return plan.model_copy(update={"shots": tuple(shots)})


def shown(film: Path) -> list[tuple[int, int] | None]:
    return [read_barcode(luma) for luma in watch(film).luma]


def planned(plan: CutPlan) -> list[tuple[int, int]]:
    """Clip and frame of every frame of a film without transitions; the clips are numbered as the shots."""
    return [(number, shot.first + n) for number, shot in enumerate(plan.shots) for n in range(shot.frames)]


def dts_and_pts(film: Path) -> list[tuple[int, int]]:
    told = ffmpeg_run(*ffmpeg.source(film), "-map", "0:v", "-c", "copy", "-f", "framecrc", "pipe:1").decode()
    rows = [line.split(",") for line in told.splitlines() if not line.startswith("#")]
    return [(int(row[1]), int(row[2])) for row in rows]


def test_every_planned_frame_is_there_once_and_in_order_over_cuts_and_transitions(made: Cut, bench: Workbench) -> None:
    plan, film, report = four(bench.room), made.film, made.report
    plain, _ = bench.room.cut(plan)
    got, wanted = shown(film), planned(plan)
    mixed = [*range(104, 116), *range(176, 184)]
    assert [found for place, found in enumerate(got) if place not in mixed] == [
        found for place, found in enumerate(wanted) if place not in mixed
    ]
    assert report.frames == len(got) == 240
    a, b = watch(film), watch(plain)
    assert np.abs(a.luma[mixed].astype(int) - b.luma[mixed]).max() <= 16, "transitions are those of one run"
    assert np.array_equal(a.sound, b.sound)


def test_times_are_whole_frames_without_a_hole_and_nothing_is_shown_before_it_is_decoded(made: Cut) -> None:
    film = made.film
    times = dts_and_pts(film)
    assert sorted(pts for _, pts in times) == [512 * n for n in range(240)]
    assert [dts for dts, _ in times] == [512 * (n - 1) for n in range(240)]
    assert all(pts >= dts for dts, pts in times)
    data = film.read_bytes()
    assert b"elst" not in data
    assert data.index(b"moov") < data.index(b"mdat")
    assert run(ffmpeg.command(["-xerror"], ffmpeg.source(film), ["-f", "null", "-"]), limits=Limits(60)).err == b""
    found = probe(film)
    assert (found.width, found.height, found.rate, found.codec) == (WIDTH, HEIGHT, 24, "h264")
    assert "bt709" in found.tags


def test_flash_and_click_stay_on_the_same_frame_through_all_pieces(bench: Workbench) -> None:
    clicks = np.zeros(140 * 2000)
    for at in (20, 70, 120):
        clicks[at * 2000 : at * 2000 + 1000] = 0.8 * np.sign(np.sin(np.arange(1000) * 0.4))
    flash = bench.room.clip("flash", lambda n: flat(220 if n in (20, 70, 120) else 60), frames=140, sound=clicks)
    shots = [shot(flash, 130, head=5), shot(flash, 100, head=11, enter="crossfade", over=6), shot(flash, 61)]
    seen = watch(bench.cut(bench.room.plan(*shots))[0])
    flashes = np.flatnonzero(seen.luma.mean(axis=(1, 2)) > 150)
    loud = np.flatnonzero(np.abs(seen.sound[:, 0]) > 0.25)
    heard = [n for n in loud if not (np.abs(seen.sound[max(0, n - 4000) : n, 0]) > 0.25).any()]
    assert list(flashes) == [15, 65, 115, 139, 189, 250]
    assert np.abs(np.array(heard) / 2000 - flashes).max() < 0.1, "a tenth of a frame"


def test_the_very_same_plan_encodes_nothing(made: Cut, after: Workbench) -> None:
    again, report = after.cut(four(after.room), "again")
    assert after.encoded == [9, 0]
    assert made.film.read_bytes() == again.read_bytes()
    assert report.frames == 240


def test_another_clip_encodes_only_the_pieces_that_show_it(after: Workbench) -> None:
    plan = four(after.room)
    film, _ = after.cut(with_clip(plan, 2, after.room.barcodes(9, 140)))
    assert after.encoded == [9, 2], "its own frames, and the dip that it goes into"
    got = shown(film)
    assert got[150:176] == [(9, 6 + n) for n in range(26)]
    assert got[116:150] == [(1, 20 - 4 + n) for n in range(34)]
    assert got[184:] == [(3, 8 + n) for n in range(56)]


def test_another_transition_encodes_itself_and_what_stands_beside_it(after: Workbench) -> None:
    plan = four(after.room)
    shots = list(plan.shots)
    shots[1] = shot(shots[1].media, 40, head=10, enter="wipe", over=12)
    after.cut(plan.model_copy(update={"shots": tuple(shots)}))
    shots[1] = shot(shots[1].media, 40, head=10, enter="crossfade", over=20)
    film, _ = after.cut(plan.model_copy(update={"shots": tuple(shots)}))
    assert after.encoded == [9, 1, 3]
    assert shown(film)[:100] == [(0, 6 + n) for n in range(100)]


def test_music_alone_encodes_no_picture(after: Workbench) -> None:
    plan = four(after.room)
    film, report = after.cut(plan.model_copy(update={"music": after.room.sound("music", tone(330, 11))}))
    assert after.encoded == [9, 0]
    assert report.loudness == pytest.approx(-140, abs=4)
    assert len(shown(film)) == 240


def test_other_words_encode_only_where_they_stand(bench: Workbench) -> None:
    plan = four(bench.room).model_copy(update={"words": (Words(role="title", lines=("One",), start=70, frames=30),)})
    bench.cut(plan)
    bench.cut(plan.model_copy(update={"words": (Words(role="title", lines=("Two",), start=70, frames=30),)}))
    assert bench.encoded == [9, 2], "words over two pieces of the first shot"


def test_the_same_frames_twice_in_a_film_are_encoded_once(bench: Workbench) -> None:
    clip = bench.room.barcodes(3, 60)
    film, _ = bench.cut(bench.room.plan(*[shot(clip, 30, head=4)] * 4))
    assert bench.encoded == [1]
    assert shown(film) == [(3, 4 + n) for n in range(30)] * 4


def test_shots_of_one_frame_are_joined_to_their_neighbours_and_all_there(bench: Workbench) -> None:
    clip = bench.room.barcodes(2, 60)
    plan = bench.room.plan(*[shot(clip, 1, head=7 * n) for n in range(8)], shot(clip, 2), shot(clip, 1, head=50))
    film, report = bench.cut(plan)
    assert shown(film) == [(2, 7 * n) for n in range(8)] + [(2, 0), (2, 1), (2, 50)]
    assert report.frames == 11


@pytest.mark.parametrize("head", [0, 3, 10])
def test_pieces_drawn_alone_hold_the_first_and_last_picture_where_one_run_does(bench: Workbench, head: int) -> None:
    """The clip has too little before and behind it, is trimmed or slowed: whatever is missing on the shelf."""
    short, other = bench.room.barcodes(1, 100 + head), bench.room.barcodes(2, 60)
    plan = bench.room.plan(
        shot(other, 30, head=12),
        shot(short, 120, head=head, enter="crossfade", over=24, until=70 + head),
        shot(other, 55, head=12),
        shot(short, 104, head=head),
    )
    plain = watch(bench.room.cut(plan)[0]).luma.astype(int)
    film, _ = bench.cut(plan)
    assert np.abs(watch(film).luma - plain).max() <= 16
    keys = list(bench.shelf.made)
    for missing in (keys[::2], keys[1::2]):  # each is drawn while those beside it lie on the shelf
        for key in missing:
            bench.shelf.forget(key)
        film, _ = bench.cut(plan)
        assert np.abs(watch(film).luma - plain).max() <= 16
    assert bench.encoded == [len(keys), len(keys[::2]), len(keys[1::2])]


def test_clips_of_other_rates_and_kinds_show_the_same_by_pieces_as_in_one_run(bench: Workbench) -> None:
    room = bench.room
    thirty = room.barcodes(1, 200, rate=30)
    twenty_five = room.clip("c25", lambda n: barcode(2, n, 172, 96), frames=180, rate=25, size=(172, 96))
    source = ffmpeg.source(room.shelf[room.barcodes(4, 150)])
    uneven = room.folder / "vfr.mp4"
    keep = ["-vf", "select='lt(n,60)+gte(n,60)*not(mod(n,2))',setpts=PTS", "-fps_mode", "vfr", "-c:v", "libx264"]
    ffmpeg_run(*source, *keep, "-preset", "ultrafast", "-crf", "5", str(uneven))
    turned = room.folder / "turned.mp4"
    ffmpeg_run(*ffmpeg.source(room.folder / "bars4.mp4", "-display_rotation", "180"), "-c", "copy", str(turned))
    clips = [thirty, twenty_five, room.add(uneven), room.add(turned)]
    plan = room.plan(*(shot(clip, 110, head=6, enter="crossfade", over=8) for clip in clips))
    plain = watch(room.cut(plan)[0]).luma.astype(int)
    film, report = bench.cut(plan)
    assert np.abs(watch(film).luma - plain).mean(axis=(1, 2)).max() < 2
    for key in bench.shelf.made[1::3]:
        bench.shelf.forget(key)
    film, _ = bench.cut(plan)
    assert np.abs(watch(film).luma - plain).mean(axis=(1, 2)).max() < 2
    assert report.frames == 440


# ------------------------------------------------------------ the gate


def test_a_piece_changed_on_the_shelf_is_found_and_the_film_made_in_one_run(after: Workbench) -> None:
    plan = four(after.room)
    kept = after.shelf.kept[after.shelf.made[1]].path
    data = bytearray(kept.read_bytes())
    place = data.index(b"mdat") + len(data) // 2
    data[place] ^= 0xFF
    kept.write_bytes(data)
    film, report = after.cut(plan, "mended", joins=False)
    assert any("one run" in warning for warning in report.warnings)
    assert len(shown(film)) == 240
    after.cut(plan, "again")
    assert after.encoded == [9, 0, 9], "what does not join is made anew the next time"


def test_a_piece_of_another_encoder_is_found(after: Workbench) -> None:
    plan = four(after.room)
    key = after.shelf.made[2]
    other = after.room.folder / "other.mp4"
    options = ["-c:v", "libx264", "-preset", "slow", "-profile:v", "main", "-video_track_timescale", "12288"]
    ffmpeg_run(*ffmpeg.source(after.shelf.kept[key].path), *options, str(other))
    other.replace(after.shelf.kept[key].path)
    film, _ = after.cut(plan, joins=False)
    assert shown(film)[:104] == [(0, 6 + n) for n in range(104)]


def test_a_piece_that_is_gone_is_no_failure_of_the_film(after: Workbench) -> None:
    plan = four(after.room)
    after.shelf.kept[after.shelf.made[0]].path.unlink()
    film, _ = after.cut(plan, joins=False)
    assert len(shown(film)) == 240


@pytest.mark.parametrize("frames", [23, 25])
def test_a_piece_of_another_length_is_refused(bench: Workbench, frames: int) -> None:
    clip = bench.room.shelf[bench.room.barcodes(1, 24)]
    with pytest.raises(joining.Unjoinable):
        joining.seal(clip, frames, stopped=bool)


def test_a_damaged_clip_is_told_of_in_every_cut(bench: Workbench) -> None:
    whole = bench.room.shelf[bench.room.clip("whole", lambda n: barcode(1, n), frames=96)]
    data = bytearray(whole.read_bytes())
    for place in range(len(data) // 2, len(data) - 2000, 97):
        data[place] ^= 0xFF
    broken = bench.room.folder / "broken.mp4"
    broken.write_bytes(data)
    plan = bench.room.plan(shot(bench.room.add(broken), 90))
    reports = [bench.cut(plan)[1] for _ in range(2)]
    assert "damaged" in " ".join(reports[0].warnings)
    assert reports[0].warnings == reports[1].warnings


def test_a_film_that_begins_black_says_so_from_the_shelf_too(bench: Workbench) -> None:
    plan = bench.room.plan(shot(bench.room.clip("dark", lambda _: flat(16), frames=30), 30))
    for _ in range(2):
        assert any("black picture" in warning for warning in bench.cut(plan)[1].warnings)


def test_a_clip_that_cannot_be_shown_is_named_and_nothing_is_written(bench: Workbench) -> None:
    plan = four(bench.room)
    empty = bench.room.folder / "empty.mp4"
    empty.write_bytes(b"")
    with pytest.raises(MediaError):
        bench.cut(with_clip(plan, 1, bench.room.add(empty)))
    assert not (bench.room.folder / "film.mp4").exists()


# ------------------------------------------------------------ single flight, preparing, stopping


def test_two_cuts_at_once_encode_each_piece_once(bench: Workbench) -> None:
    plan, films = four(bench.room), []

    def work(name: str) -> None:
        films.append(bench.cut(plan, name)[0])

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bench.shelf.made) == len(set(bench.shelf.made)) == 9
    assert films[0].read_bytes() == films[1].read_bytes()


def test_pieces_made_as_clips_arrive_leave_only_transitions_to_the_cut(bench: Workbench) -> None:
    plan = four(bench.room)
    cutter, room = FfmpegCutter(shelf=bench.shelf), bench.room
    made, ready = [], []
    for shot_ in plan.shots:
        ready.append(shot_.media)
        there = {digest: room.shelf[digest] for digest in ready}
        waiting = plan
        for number, other in enumerate(plan.shots):
            waiting = waiting if other.media in ready else with_clip(waiting, number, f"{number:064d}")
        made.append(cutter.prepare(waiting, path=there.__getitem__, ready=ready, folder=room.folder))
    assert made == [3, 2, 1, 3], "with a clip come its transitions with those that are there"
    bench.cut(plan)
    assert bench.encoded == [0]


def test_nothing_is_prepared_without_a_shelf(room: Room) -> None:
    plan = four(room)
    assert FfmpegCutter().prepare(plan, path=room.shelf.__getitem__, ready=[], folder=room.folder) == 0


def test_stopping_keeps_what_is_made_and_writes_no_film(bench: Workbench) -> None:
    plan = four(bench.room)
    cutter = FfmpegCutter(stopped=lambda: len(bench.shelf.made) >= 3, shelf=bench.shelf)
    into = bench.room.folder / "film.mp4"
    with pytest.raises(Stopped):
        cutter.cut(plan, path=bench.room.shelf.__getitem__, into=into, progress=lambda _: None)
    assert not into.exists()
    assert len(bench.shelf.made) == 3, "asked before each piece, however fast the machine is"
    bench.cut(plan)
    assert bench.encoded == [6]
