"""Light and colours of a clip, whatever it says of them: the film shows what its plain twin would."""

import itertools
from pathlib import Path

import pytest
from media_room import HEIGHT, WIDTH, Room, ffmpeg_run, shot, watch

from vidpipe.errors import MediaError
from vidpipe.media import decode
from vidpipe.media.decode import Geometry
from vidpipe.media.intake import take_in

RED = (93, 114, 189)
"""Y, Cb, Cr of 0xC83C3C in bt709."""
PLAIN = "scale=out_color_matrix=bt709:out_range=tv,format=yuv444p,setparams=range=tv:colorspace=bt709"
PLAIN += ":color_primaries=bt709:color_trc=bt709"
BRIGHT = f"{PLAIN},zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020,zscale=t=%s:m=bt2020nc:r=tv:npl=203"


def coded(matrix: str, tags: str) -> str:
    names = zip(("colorspace", "color_primaries", "color_trc"), tags.split(), strict=True)
    told = ":".join(f"{name}={value}" for name, value in names)
    return f"scale=out_color_matrix={matrix}:out_range=tv,format=yuv420p,setparams=range=tv:{told}"


SAID = {
    "bt709": coded("bt709", "bt709 bt709 bt709"),
    "bt601": coded("smpte170m", "smpte170m smpte170m smpte170m"),
    "bt601 with the curve of bt709": coded("smpte170m", "smpte170m bt709 bt709"),
    "PAL": coded("bt470bg", "bt470bg bt470bg smpte170m"),
    "bt709 that hides its matrix": coded("bt709", "unknown bt709 bt709"),
    "bt601 that hides its matrix": coded("smpte170m", "unknown smpte170m bt709"),
    "nothing, and small": coded("smpte170m", "unknown unknown unknown"),
    "a wide gamut": f"{PLAIN},zscale=p=bt2020:m=bt2020nc:t=2020_10:r=tv,format=yuv420p10le",
    "a screen's gamut": f"{PLAIN},zscale=p=smpte432:t=iec61966-2-1:m=bt709:r=tv,format=yuv420p10le",
    "HLG": f"{BRIGHT % 'arib-std-b67'},format=yuv420p10le",
    "HLG of an odd size": f"{BRIGHT % 'arib-std-b67'},format=yuv444p10le,crop=159:89:exact=1",
    "HLG in full range": f"{BRIGHT % 'arib-std-b67'},format=yuv420p10le".replace("r=tv:npl", "r=pc:npl"),
    "HLG that hides its gamut": f"{BRIGHT % 'arib-std-b67'},format=yuv420p10le,setparams=colorspace=unknown"
    ":color_primaries=unknown",
    "PQ": f"{BRIGHT % 'smpte2084'},format=yuv420p10le",
}


def red(room: Room, chain: str) -> Path:
    path = room.folder / "red.mp4"
    lavfi = ["-f", "lavfi", "-i", f"color=0xC83C3C:s={WIDTH}x{HEIGHT}:r=24:d=0.25,format=gbrp", "-vf", chain]
    ffmpeg_run(*lavfi, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "4", str(path))
    return path


@pytest.mark.parametrize("kind", SAID)
def test_a_clip_is_seen_in_the_colours_of_its_plain_twin(room: Room, kind: str) -> None:
    film, report = room.cut(room.plan(shot(room.add(red(room, SAID[kind])), 6)))
    assert watch(film).colours[3] == pytest.approx(RED, abs=3)
    assert not any("pale" in warning for warning in report.warnings)


GREYS = "+".join(f"gte(X,{32 * step})*{value}" for step, value in ((1, 60), (2, 60), (3, 60), (4, 55)))
"""Black, three greys and white, side by side."""


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084"])
def test_greys_keep_their_light_and_what_is_brighter_than_white_is_not_lost(room: Room, transfer: str) -> None:
    def lights(white: int) -> list[float]:
        grey = f"format=yuv444p,geq=lum='{GREYS}':cb=128:cr=128"
        chain = (BRIGHT % transfer).replace("r=tv:npl=203", f"r=tv:npl={white}")
        film, _ = room.cut(room.plan(shot(room.add(red(room, f"{grey},{chain},format=yuv420p10le")), 6)))
        luma = watch(film).luma[3, 40]
        return [float(luma[32 * step + 8 : 32 * step + 24].mean()) for step in range(5)]

    as_meant, brighter = lights(203), lights(800)
    assert as_meant[:4] == pytest.approx([16, 60, 120, 180], abs=4)
    assert 205 < as_meant[4] < 230, "white is white, with room above it"
    assert all(after > before + 2 for before, after in itertools.pairwise(brighter)), brighter


def test_where_light_cannot_be_brought_down_the_clip_is_shown_pale_and_told_of(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = red(room, SAID["HLG"])
    monkeypatch.setattr(decode, "_standard", lambda probe: "zscale=t=nonsense")
    film, report = room.cut(room.plan(shot(room.add(clip), 6)))
    assert "Shot 1: its light and colours cannot be brought to the film's, so it looks pale." in report.warnings
    seen = watch(film)
    assert len(seen.luma) == 6
    assert seen.colours[3, 2] > 140, "still red"
    made = take_in(clip, "clip", Geometry(WIDTH, HEIGHT, 24), folder=room.folder)
    assert any("pale" in said for said in made.meta["warnings"])


def test_a_damaged_bright_clip_is_refused_and_not_called_pale(room: Room) -> None:
    clip = red(room, SAID["HLG"])
    data = clip.read_bytes()
    first, last = data.index(b"mdat") + 4, data.index(b"moov") - 4
    clip.write_bytes(data[:first] + bytes(last - first) + data[last:])
    with pytest.raises(MediaError, match="Shot 1"):
        room.cut(room.plan(shot(room.add(clip), 6)))
