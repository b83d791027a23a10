"""titles.py, typeset.py, overlay.py: words are there, readable, within the safe area; never a box for a letter."""

import numpy as np
import pytest
from media_room import RATE, Room, flat, shot, watch

from vidpipe.film.cut import CutPlan, Shot, Words
from vidpipe.media import typeset
from vidpipe.media.decode import Geometry
from vidpipe.media.overlay import prepare
from vidpipe.media.place import safe_area
from vidpipe.media.tint import accent
from vidpipe.media.titles import Artist

SIZE = Geometry(640, 360, 24)
TALL = Geometry(360, 640, 24)
LONG = "An extraordinarily long title that somebody typed without a thought of the poor typesetter " * 4


def words(*lines: str, role: str = "title", start: int = 0, frames: int = 90) -> Words:
    return Words(role=role, lines=tuple(line[:600] for line in lines), start=start, frames=frames)


def plan(
    *cards: Words, size: Geometry = SIZE, language: str = "en", colours: tuple[str, ...] = ("#2b3a78", "#ff7a59")
) -> CutPlan:
    only = Shot(scene="scene", media="0" * 64, frames=120)
    return CutPlan(
        width=size.width, height=size.height, rate=24, shots=(only,), words=cards, colours=colours, language=language
    )


def picture(size: Geometry, luma: int) -> np.ndarray:
    return flat(luma, width=size.width, height=size.height)


def drawn(
    *cards: Words, at: int = 45, luma: int = 120, size: Geometry = SIZE, **options: object
) -> tuple[np.ndarray, list[str]]:
    """The luma plane with the words on it, and the warnings."""
    warnings: list[str] = []
    artist = Artist(plan(*cards, size=size, **options), size, warn=warnings.append)
    frame = artist.draw(picture(size, luma), at)
    return frame[: size.width * size.height].reshape(size.height, size.width), warnings


def box(luma: np.ndarray, *, above: int = 215) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is as bright as letters are."""
    rows, columns = np.nonzero(luma > above)
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def contrast(light: float, dark: float) -> float:
    """WCAG contrast of two luma values (16 to 235) of greys."""

    def linear(luma: float) -> float:
        value = (luma - 16) / 219
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    return (linear(light) + 0.05) / (linear(dark) + 0.05)


@pytest.mark.parametrize("role", ["title", "caption", "end"])
@pytest.mark.parametrize("size", [SIZE, TALL, Geometry(480, 480, 24), Geometry(432, 540, 24)])
@pytest.mark.parametrize("text", ["Short", LONG, "W" * 600])
def test_words_of_any_length_stay_within_the_safe_area(role: str, size: Geometry, text: str) -> None:
    luma, warnings = drawn(words(text, "and a second line", role=role), size=size, luma=60)
    safe = safe_area(size)
    left, top, right, bottom = box(luma)
    assert left >= safe.left - 2
    assert right <= safe.right + 2
    assert bottom <= safe.bottom + 2
    assert top >= 0
    assert warnings == []


@pytest.mark.parametrize("role", ["title", "caption", "end"])
@pytest.mark.parametrize("luma", [16, 120, 235])
def test_words_are_legible_on_any_picture(role: str, luma: int) -> None:
    """White on black as on white: 3 to 1 at least, what WCAG asks of large type."""
    left, top, right, bottom = box(drawn(words("Morning, refilled", role=role), luma=16)[0])
    seen, _ = drawn(words("Morning, refilled", role=role), luma=luma)
    around = seen[top : bottom + 1, left : right + 1]
    letters, ground = np.percentile(around, 99), np.percentile(around, 25)
    assert letters > 225
    assert contrast(letters, ground) >= 3


def test_words_come_in_rise_stand_and_go() -> None:
    ink = [
        float(np.abs(drawn(words("Morning"), at=at)[0].astype(int) - 120).sum()) for at in (0, 4, 9, 40, 60, 84, 89, 90)
    ]
    assert ink[0] < ink[1] < ink[2] < ink[3]
    assert ink[3] == ink[4]
    assert ink[4] > ink[5] > ink[6] > 0
    assert ink[7] == 0
    early, standing = (
        box(drawn(words("Morning"), at=at, luma=20)[0], above=level)[3] for at, level in ((4, 90), (45, 90))
    )
    assert early > standing, "lower at first"


def test_words_at_the_end_of_the_film_stay_to_its_last_frame() -> None:
    last, _ = drawn(words("Fin", role="end", start=60, frames=60), at=119)
    standing, _ = drawn(words("Fin", role="end", start=60, frames=60), at=100)
    assert (last == standing).all()


def test_frames_without_words_are_passed_on_untouched() -> None:
    artist = Artist(plan(words("Later", start=50, frames=20)), SIZE, warn=pytest.fail)
    frame = picture(SIZE, 90)
    assert artist.draw(frame, 49) is frame
    assert artist.draw(frame, 70) is frame
    assert (frame == picture(SIZE, 90)).all()


def test_a_frame_with_words_is_a_copy() -> None:
    frame = picture(SIZE, 90)
    Artist(plan(words("Here")), SIZE, warn=pytest.fail).draw(frame, 40)
    assert (frame == picture(SIZE, 90)).all()


def test_latin_greek_and_cyrillic_need_no_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "fallback", lambda sign, language: None)
    for text in (
        "Ünïcôdé — naïve façade, œuvre, ¿qué?",
        "Καλημέρα κόσμε",
        "Доброе утро, їжак",
        "Tiếng Việt đẹp",
        "€ 5 × 3 – “ok”…",
    ):
        assert typeset.readable(text, "en") == typeset.Readable(text)


def test_words_no_font_draws_are_left_out_and_told_never_boxed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "fallback", lambda sign, language: None)
    luma, warnings = drawn(words("朝の物語"), language="ja")
    assert (luma == 120).all()
    assert "No font here draws Japanese" in warnings[0]
    assert "was left out" in warnings[0]


def test_a_missing_pictogram_is_dropped_and_the_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "fallback", lambda sign, language: None)
    with_sign, warnings = drawn(words("Ginger \U0001f408\u200d\u2b1b walks"))
    plain, _ = drawn(words("Ginger walks"))
    assert (with_sign == plain).all()
    assert "signs were left out" in warnings[0]


def test_scripts_from_right_to_left_stand_at_the_right() -> None:
    if not typeset.readable("صباح", "ar").text:
        pytest.skip("no Arabic font on this machine")
    luma, warnings = drawn(words("صباح جديد"), language="ar")
    assert box(luma)[0] > SIZE.width / 2
    assert warnings == []


def test_arabic_letters_are_joined() -> None:
    """Joined letters share one stroke: fewer columns are empty than when each stands alone."""
    if not typeset.readable("صباح", "ar").text:
        pytest.skip("no Arabic font on this machine")
    joined, _ = drawn(words("سسسسس"), luma=20)
    apart, _ = drawn(words("س\u200cس\u200cس\u200cس\u200cس"), luma=20)
    assert box(joined)[2] - box(joined)[0] < box(apart)[2] - box(apart)[0]


def test_the_accent_is_the_most_vivid_light_colour() -> None:
    assert accent(plan(colours=("#101020", "#2b3a78", "#d1779c", "#ff7a59"))) == 0xFFFF7A59
    assert accent(plan(colours=("#101020", "#202030"))) == 0xFFFFFFFF
    assert accent(plan(colours=())) == 0xFFFFFFFF


def test_empty_words_draw_nothing() -> None:
    luma, warnings = drawn(words("", "  "), words(), words("\u200b\u202e"))
    assert (luma == 120).all()
    assert warnings == []


def test_an_opaque_overlay_has_the_exact_colours_of_bt709() -> None:
    drawing = np.zeros((4, 4, 4), np.uint8)
    drawing[...] = (255, 0, 0, 255)
    frame = prepare(drawing, Geometry(8, 8, 24), left=2, top=2).over(flat(40, width=8, height=8))
    luma, blue, red = frame[:64].reshape(8, 8), frame[64:80].reshape(4, 4), frame[80:].reshape(4, 4)
    assert np.abs(luma[2:6, 2:6].astype(int) - 63).max() <= 1
    assert np.abs(blue[1:3, 1:3].astype(int) - 102).max() <= 1
    assert np.abs(red[1:3, 1:3].astype(int) - 240).max() <= 1
    assert (luma[:2] == 40).all()
    assert (blue[0] == 128).all()


def test_a_transparent_overlay_changes_nothing() -> None:
    frame = np.random.default_rng(2).integers(0, 256, 96, dtype=np.uint8)
    assert (prepare(np.zeros((8, 8, 4), np.uint8), Geometry(8, 8, 24), left=0, top=0).over(frame) == frame).all()


def test_words_reach_the_finished_film_on_their_frames_only(room: Room) -> None:
    clip = room.clip("grey", lambda _: flat(60, width=320, height=180), frames=72, size=(320, 180))
    cards = [words("Morning", start=24, frames=24)]
    film, _ = room.cut(room.plan(shot(clip, 72), width=320, height=180, words=cards))
    seen = watch(film, 320, 180).luma
    bright = (seen > 200).sum(axis=(1, 2))
    assert (bright[:24] == 0).all()
    assert (bright[24 + RATE // 2 : 40] > 200).all()
    assert (bright[48:] == 0).all()
