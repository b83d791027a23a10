"""drawn.py in the keys of pieces: captions and logo touch just the pieces in which they are seen, and old keys stay."""

import hashlib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from media_room import Room, flat, shot
from pieces_room import Plank, Workbench
from PIL import Image

from vidpipe.film.caption import Cue, Logo
from vidpipe.film.cut import CutPlan, Shot, VoiceLine, Words
from vidpipe.media import pieces
from vidpipe.media.decode import Geometry
from vidpipe.media.drawn import drawn
from vidpipe.media.probe import Probe
from vidpipe.media.reel import fit
from vidpipe.media.timeline import lay_out

MAKING = pieces.Making(Geometry(160, 90, 24), "x264")
LOGO = Logo(picture="f" * 64)
TITLE = Words(role="title", lines=("Morning",), start=10, frames=40)
END = Words(role="end", lines=("Fin",), start=150, frames=30)
FIRST = Cue(start=1000, end=2000, rows=(("One", " two"),), said=(1000, 1500))
LATER = Cue(start=4000, end=5000, rows=(("Three",),), said=(4000,))


def plan(**options: object) -> CutPlan:
    shots = tuple(Shot(scene=f"s{n}", media=f"{n:064x}", frames=90, head=6) for n in range(2))
    return CutPlan.model_validate({"width": 160, "height": 90, "rate": 24, "shots": shots} | options)


def keys(film: CutPlan) -> list[str]:
    spans = lay_out(film)
    clip = Probe("video/mp4", rate=Fraction(24), frames=400, milliseconds=16_000)
    footage = [fit(span, Path("clip"), clip, rate=24) for span in spans]
    return [piece.key for piece in pieces.row(film, spans, footage, MAKING)]


def touched(before: CutPlan, after: CutPlan) -> set[int]:
    return {n for n, (a, b) in enumerate(zip(keys(before), keys(after), strict=True)) if a != b}


PLAIN = plan(subtitles="plain", cues=(FIRST, LATER), words=(TITLE, END))


def test_keys_of_films_without_captions_and_logo_are_those_they_had() -> None:
    told = hashlib.sha256("".join(keys(plan(words=(TITLE, END), colours=("#123456",)))).encode()).hexdigest()
    assert told == "99e54b991259d72a0c63be11ced83a3f22d6fee4bd4e78d3d5aa9f5653ad241e"
    assert not {"subtitles", "logo", "cues"} & set(plan().plain())
    assert drawn(plan(words=(TITLE,)), 0, 90) == {}


@pytest.mark.parametrize(
    ("changed", "pieces_touched"),
    [
        ({"cues": (FIRST.model_copy(update={"rows": (("Other",),)}), LATER)}, {0, 1}),
        ({"cues": (FIRST, LATER.model_copy(update={"end": 5300}))}, {2}),
        ({"cues": (FIRST.model_copy(update={"said": (1000, 1900)}), LATER)}, set()),
        ({"cues": (FIRST,)}, {2}),
        ({"subtitles": "box"}, {0, 1, 2}),
        ({"voice": ()}, set()),
        ({"logo": LOGO}, {0, 1, 3}),
        ({"logo": LOGO.model_copy(update={"corner": "top-left"})}, {0, 1, 2, 3}),
    ],
)
def test_a_change_touches_the_pieces_in_which_it_is_seen(changed: dict[str, object], pieces_touched: set[int]) -> None:
    assert len(keys(PLAIN)) == 4
    assert touched(PLAIN, PLAIN.model_copy(update=changed)) == pieces_touched


def test_when_words_are_said_matters_only_where_they_are_marked() -> None:
    marked = PLAIN.model_copy(update={"subtitles": "words"})
    moved = (FIRST.model_copy(update={"said": (1000, 1900)}), LATER)
    assert touched(marked, marked.model_copy(update={"cues": moved})) == {0, 1}


def test_words_that_a_caption_stands_beside_are_named_with_it() -> None:
    """The title ends before the second piece does; its words change where the caption stands in both."""
    other = TITLE.model_copy(update={"lines": ("Quite another title",)})
    assert touched(PLAIN, PLAIN.model_copy(update={"words": (other, END)})) == {0, 1}


def test_a_film_that_shifts_keeps_its_pieces() -> None:
    def film(first: int) -> CutPlan:
        lengths = enumerate((first, 90))
        shots = tuple(Shot(scene=f"s{n}", media=f"{n:064x}", frames=length, head=6) for n, length in lengths)
        at = 1000 * (first + 24) // 24
        cue = Cue(start=at, end=at + 1000, rows=(("One",),), said=(at,))
        return plan(shots=shots, subtitles="plain", cues=(cue,))

    assert keys(film(96))[-2:] == keys(film(48))[-2:]


def test_another_style_makes_again_only_what_shows_captions_and_gives_the_same_film(room: Room) -> None:
    clip = room.clip("grey", lambda n: flat(40 + n % 90, width=160, height=90), frames=260)
    bench = Workbench(room, Plank(room.folder / "shelf"))
    line = VoiceLine(scene="scene", start=0, frames=40, text="One. Two.")
    made = room.plan(shot(clip, 240), voice=(line,))
    bench.cut(made)
    whole = bench.encoded[-1]
    bench.cut(made.model_copy(update={"subtitles": "bold"}))
    assert 0 < bench.encoded[-1] < whole
    bench.cut(made.model_copy(update={"subtitles": "bold"}))
    bench.cut(made)
    assert bench.encoded[-2:] == [0, 0]


def test_a_logo_reaches_the_film(room: Room, tmp_path: Path) -> None:
    from media_room import watch

    clip = room.clip("dark", lambda _: flat(40, width=320, height=180), frames=30, size=(320, 180))
    Image.fromarray(np.full((40, 80, 4), 255, np.uint8), "RGBA").save(tmp_path / "logo.png")
    logo = Logo(picture=room.add(tmp_path / "logo.png"), corner="top-left", opacity=100)
    film, _ = room.cut(room.plan(shot(clip, 24), width=320, height=180, logo=logo))
    seen = watch(film, 320, 180).luma
    assert (seen[:, :60, :160].max(axis=(1, 2)) > 180).all()
    assert (seen[:, 90:].max(axis=(1, 2)) < 60).all()
