"""A cut that is asked for again is drawn again: nothing that was kept of it is trusted."""

from pathlib import Path

from media_room import Room, shot
from pieces_room import Plank, Workbench

from vidpipe.media.assemble import FfmpegCutter


def test_what_is_let_go_of_a_cut_is_drawn_again_and_nothing_else(room: Room, tmp_path: Path) -> None:
    bench = Workbench(room, Plank(tmp_path / "shelf"))
    one, two, three = (room.barcodes(number, 30) for number in range(3))
    plan, other = room.plan(shot(one, 24), shot(two, 24)), room.plan(shot(three, 24))
    first, _ = bench.cut(plan)
    bench.cut(other, "other")
    FfmpegCutter(shelf=bench.shelf).forget(plan, path=room.shelf.__getitem__, folder=tmp_path)
    again, _ = bench.cut(plan, "again")
    bench.cut(other, "other")
    assert bench.encoded == [2, 1, 2, 0]
    assert first.read_bytes() == again.read_bytes()
    FfmpegCutter().forget(plan, path=room.shelf.__getitem__, folder=tmp_path)
