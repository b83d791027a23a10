"""burned.py, titles.py, mark.py: captions within the safe box, readable on anything, beside all other words."""

import numpy as np
import pytest
from media_room import Room, flat, shot, tone, watch, write_wav
from PIL import Image

from vidpipe.film.caption import Cue, Logo, Subtitles
from vidpipe.film.cut import CutPlan, Shot, VoiceLine, Words
from vidpipe.media import burned, mark, titles, typeset
from vidpipe.media.decode import Geometry
from vidpipe.media.place import safe_area
from vidpipe.media.tint import AMBER, accent, lit, luminance

WIDE, TALL = Geometry(640, 360, 24), Geometry(360, 640, 24)
SIZES = [WIDE, TALL, Geometry(480, 480, 24), Geometry(432, 540, 24)]
STYLES: list[Subtitles] = ["plain", "box", "bold", "words"]
LINES = {
    "de": "Wenn der Morgen heller wird, gilt die Donaudampfschifffahrtsgesellschaftsverordnung. Niemand weiß das.",
    "el": "Κάθε πρωί, πριν ξυπνήσει η πόλη, ο γέρος ψαράς κατεβαίνει στο λιμάνι. Δεν βιάζεται ποτέ.",
    "ru": "Каждое утро, пока город ещё спит, старый рыбак спускается к причалу. Он никуда не торопится.",
    "es": "Cada mañana, antes de que despierte la ciudad, el viejo pescador baja al puerto. ¿Y si hoy no?",
}
CARDS = {
    "title": ("Morning at the harbour", "A short film"),
    "caption": ("The harbour, at dawn",),
    "lower-third": ("Giorgos Papadopoulos", "Fisherman since 1983"),
    "end": ("Come back to the sea", "harbour.example"),
}
FRAMES = 216


def plan(style: Subtitles, size: Geometry = WIDE, *, text: str = LINES["es"], **options: object) -> CutPlan:
    made = {
        "width": size.width,
        "height": size.height,
        "rate": 24,
        "shots": (Shot(scene="scene", media="0" * 64, frames=FRAMES),),
        "voice": (VoiceLine(scene="scene", start=0, frames=FRAMES, text=text),),
        "colours": ("#2b3a78", "#ff7a59"),
        "subtitles": style,
    }
    return burned.timed(CutPlan.model_validate(made | options), {}, pytest.fail)


def card(role: str, *, start: int = 0, frames: int = FRAMES) -> Words:
    return Words(role=role, lines=CARDS[role], start=start, frames=frames)


def seen(artist: titles.Artist, size: Geometry, at: int, luma: int) -> np.ndarray:
    frame = artist.draw(flat(luma, width=size.width, height=size.height), at)
    return frame[: size.width * size.height].reshape(size.height, size.width)


def middles(made: CutPlan) -> list[int]:
    spans = [burned.span(cue, made.rate) for cue in made.cues]
    return [(first + last) // 2 for first, last in spans]


def box(changed: np.ndarray) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(changed)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def contrast(light: float, dark: float) -> float:
    def linear(luma: float) -> float:
        value = min(1.0, max(0.0, (luma - 16) / 219))
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    return (linear(light) + 0.05) / (linear(dark) + 0.05)


# ---------------------------------------------------------------- where


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize("style", STYLES)
def test_every_pixel_stays_within_the_safe_box(style: Subtitles, language: str) -> None:
    for size in SIZES:
        made = plan(style, size, text=LINES[language], language=language)
        artist, safe = titles.Artist(made, size, warn=pytest.fail), safe_area(size)
        for at in middles(made):
            left, top, right, bottom = box(seen(artist, size, at, 140) != 140)
            assert left >= safe.left - 1
            assert right <= safe.right + 1
            assert top >= safe.top - 1
            assert bottom <= safe.bottom + 1


@pytest.mark.parametrize("role", CARDS)
@pytest.mark.parametrize("style", STYLES)
def test_no_caption_touches_other_words_of_its_moment(style: Subtitles, role: str) -> None:
    logo = Logo(picture="1" * 64, corner="bottom-right")
    for size in SIZES:
        made = plan(style, size, words=(card(role),))
        sheet = titles.Sheet(made, size, warn=pytest.fail)
        others = [rect for one in sheet.cards for rect in one.stands]
        assert others
        assert len(sheet.standing) == len(made.cues)
        assert not any(one.box.touches(rect) for one in sheet.standing for rect in others)
        assert logo.corner


def test_a_caption_steps_aside_for_words_and_only_while_they_stand() -> None:
    alone, beside = plan("plain"), plan("plain", words=(card("lower-third", frames=80),))
    low = titles.Sheet(alone, WIDE, warn=pytest.fail).standing
    moved = titles.Sheet(beside, WIDE, warn=pytest.fail).standing
    assert moved[0].box.bottom < low[0].box.bottom
    assert moved[-1].box == low[-1].box
    assert low[-1].start > 80


def test_an_end_card_of_an_upright_film_makes_room_for_captions() -> None:
    alone = titles.Sheet(plan("off", TALL, words=(card("end"),)), TALL, warn=pytest.fail).cards[0]
    beside = titles.Sheet(plan("bold", TALL, words=(card("end"),)), TALL, warn=pytest.fail)
    assert beside.cards[0].stands[-1].bottom < alone.stands[-1].bottom
    assert beside.standing[0].size == pytest.approx(0.088 * 360 * 1.1, rel=0.2)


def test_delivery_hears_where_captions_stand() -> None:
    made = plan("box", TALL).model_copy(update={"cues": ()})
    found = [one for one in titles.placed(made, TALL) if one.what == "subtitles"]
    assert found
    assert all(65 / 1080 - 0.01 <= one.left < one.right <= 915 / 1080 + 0.01 for one in found)


# ---------------------------------------------------------------- legible


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("luma", [16, 90, 150, 200, 235])
def test_captions_are_legible_on_any_picture(style: Subtitles, luma: int) -> None:
    """Letters against what is right beside them, from one to three pixels at 720: 4.5 to 1 nearly everywhere."""
    size = Geometry(1280, 720, 24)
    made = plan(style, size)
    at = middles(made)[0]
    letters = seen(titles.Artist(made, size, warn=pytest.fail), size, at, 16) > 120
    now = seen(titles.Artist(made, size, warn=pytest.fail), size, at, luma)
    near, far = grown(letters, 1), grown(letters, 3)
    ring = far & ~near
    solid = letters & ~grown(~letters, 2)
    ink, ground = float(np.percentile(now[solid], 10)), float(np.percentile(now[ring], 90))
    assert contrast(ink, ground) >= 4.5


def grown(mask: np.ndarray, by: int) -> np.ndarray:
    found = mask
    for _ in range(by):
        padded = np.pad(found, 1)
        found = padded[1:-1, 1:-1] | padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
    return found


@pytest.mark.parametrize("colour", [0xFF200040, 0xFF0000FF, 0xFFFF0000, 0xFFFFFFFF, 0xFFE8E4E0, 0xFF00FF88])
def test_the_marked_word_stands_out_on_its_outline_and_among_white_words(colour: int) -> None:
    found = lit(colour)
    assert (luminance(found) + 0.05) / (luminance(burned.INK) + 0.05) >= 4.5
    bands = [found >> shift & 255 for shift in (16, 8, 0)]
    assert max(bands) - min(bands) >= 60, "no white"
    assert lit(0xFFFFFFFF) == AMBER


# ---------------------------------------------------------------- when


def test_a_caption_is_seen_on_its_frames_only() -> None:
    made = plan("box").model_copy(update={"cues": (Cue(start=1000, end=2000, rows=(("One",),), said=(1000,)),)})
    artist = titles.Artist(made, WIDE, warn=pytest.fail)
    ink = [np.abs(seen(artist, WIDE, at, 140).astype(int) - 140).sum() for at in range(20, 52)]
    there = [20 + place for place, amount in enumerate(ink) if amount]
    assert (there[0], there[-1]) == (24, 47)
    assert ink[4] < ink[10]
    assert ink[27] < ink[10]
    frame = flat(140, width=640, height=360)
    assert artist.draw(frame, 23) is frame


def test_captions_in_a_row_do_not_blink() -> None:
    rows = (("One",),)
    cues = (Cue(start=0, end=1000, rows=rows, said=(0,)), Cue(start=1000, end=2000, rows=rows, said=(1000,)))
    artist = titles.Artist(plan("plain").model_copy(update={"cues": cues}), WIDE, warn=pytest.fail)
    stands = seen(artist, WIDE, 12, 140)
    assert all((seen(artist, WIDE, at, 140) == stands).all() for at in (22, 23, 24, 25))


def test_the_word_that_is_said_is_marked_and_the_next_one_after_it() -> None:
    cue = Cue(start=0, end=3000, rows=(("One", " two", " three"),), said=(0, 1000, 2000))
    artist = titles.Artist(plan("words").model_copy(update={"cues": (cue,)}), WIDE, warn=pytest.fail)
    area = WIDE.width * WIDE.height
    middles_of = []
    for at in (12, 36, 60):
        red = artist.draw(flat(60, width=640, height=360), at)[area + area // 4 :].reshape(180, 320)
        middles_of.append(float(np.nonzero(red > 150)[1].mean()))
    assert middles_of == sorted(middles_of)
    assert middles_of[2] - middles_of[0] > 30


def test_a_caption_that_stands_still_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, painted = plan("plain"), []
    real = burned.paint
    monkeypatch.setattr(burned, "paint", lambda *args, **more: painted.append(1) or real(*args, **more))
    artist = titles.Artist(made, WIDE, warn=pytest.fail)
    first, last = burned.span(made.cues[0], 24)
    for at in range(first, last):
        artist.draw(flat(60, width=640, height=360), at)
    assert len(painted) <= 2 * burned.FADE + 1


# ---------------------------------------------------------------- scripts


def test_captions_no_font_draws_are_left_out_and_told_by_scene(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "fallback", lambda sign, language: None)
    shots = tuple(Shot(scene=f"scene{n}", media="0" * 64, frames=48) for n in range(1, 7))
    texts = ["Hello.", "朝です。", "夜です。", "雨です。", "Bye.", "海です。"]
    voice = tuple(
        VoiceLine(scene=f"scene{n}", start=48 * (n - 1), frames=48, text=text) for n, text in enumerate(texts, 1)
    )
    made = CutPlan(width=640, height=360, rate=24, shots=shots, voice=voice, language="ja", subtitles="plain")
    warnings: list[str] = []
    found = burned.timed(made, {}, warnings.append)
    assert [cue.text for cue in found.cues] == ["Hello.", "Bye."]
    assert warnings == [
        "No font here draws Japanese; the captions of scenes 2–4 and 6 are left out. "
        "Install a font such as Noto Sans CJK JP, then cut again."
    ]


def test_a_missing_pictogram_leaves_its_caption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "fallback", lambda sign, language: None)
    found = plan("plain", text="Meow \U0001f408 there").cues
    assert " ".join(" ".join(cue.text.split()) for cue in found) == "Meow there"


def test_right_to_left_words_are_marked_from_the_right() -> None:
    if not typeset.readable("שלום", "he").text:
        pytest.skip("no Hebrew font on this machine")
    cue = Cue(start=0, end=2000, rows=(("שלום", " לכולם"),), said=(0, 1000))
    artist = titles.Artist(plan("words", language="he").model_copy(update={"cues": (cue,)}), WIDE, warn=pytest.fail)
    area = WIDE.width * WIDE.height
    frames = [artist.draw(flat(60, width=640, height=360), at)[area + area // 4 :] for at in (12, 36)]
    first, second = (np.nonzero(frame.reshape(180, 320) > 150)[1].mean() for frame in frames)
    assert first > second


# ---------------------------------------------------------------- logo and lower third


@pytest.fixture
def logo_file(tmp_path):
    picture = np.zeros((60, 120, 4), np.uint8)
    picture[10:50, 10:110] = (230, 230, 230, 255)
    file = tmp_path / "logo.png"
    Image.fromarray(picture, "RGBA").save(file)
    return file


@pytest.mark.parametrize("corner", ["top-left", "top-right", "bottom-left", "bottom-right"])
def test_a_logo_stands_in_its_corner_within_the_safe_box(logo_file, corner: str) -> None:
    for size in (WIDE, TALL):
        logo = Logo(picture="1" * 64, corner=corner, size="medium", opacity=100)
        artist = titles.Artist(plan("off", size, logo=logo), size, warn=pytest.fail, path=lambda _: logo_file)
        left, top, right, bottom = box(np.abs(seen(artist, size, 40, 60).astype(int) - 60) > 1)
        safe = safe_area(size)
        assert safe.left - 2 <= left < right <= safe.right + 2
        assert safe.top - 2 <= top < bottom <= safe.bottom + 2
        assert (left < size.width / 2) == corner.endswith("left")


def test_a_logo_gives_way_to_the_end_card_which_has_it(logo_file) -> None:
    logo = Logo(picture="1" * 64, corner="top-right", opacity=100)
    words = (card("end", start=120, frames=96),)
    made = plan("off", WIDE, words=words, logo=logo)
    artist = titles.Artist(made, WIDE, warn=pytest.fail, path=lambda _: logo_file)
    corner = mark.place(mark.read(logo_file), logo, WIDE).rounded
    part = np.s_[corner[1] : corner[3], corner[0] : corner[2]]
    assert seen(artist, WIDE, 60, 60)[part].max() > 180
    assert seen(artist, WIDE, 200, 60)[part].max() < 120
    plain = titles.Artist(plan("off", WIDE, words=words), WIDE, warn=pytest.fail)
    assert (seen(plain, WIDE, 200, 60) != seen(artist, WIDE, 200, 60)).any()


def test_a_dark_logo_stands_on_a_light_plate(tmp_path) -> None:
    picture = np.zeros((60, 60, 4), np.uint8)
    picture[10:50, 10:50] = (10, 10, 20, 255)
    Image.fromarray(picture, "RGBA").save(tmp_path / "dark.png")
    found = mark.read(tmp_path / "dark.png")
    assert found.dark
    assert found.drawn(40, 40, 1.0)[20, 3].tolist() == [255, 255, 255, 255]


def test_a_lower_third_is_low_and_left_with_a_bar_in_the_accent() -> None:
    for size in SIZES:
        made = plan("off", size, words=(card("lower-third"),))
        only = titles.Sheet(made, size, warn=pytest.fail).cards[0]
        safe = safe_area(size)
        assert only.plate is not None
        assert (only.plate.left, only.plate.bottom) == (safe.left, safe.bottom)
        assert only.plate.right <= safe.right + 1
        assert only.accent == accent(made)
        now = seen(titles.Artist(made, size, warn=pytest.fail), size, 80, 235)
        left, top, right, bottom = (round(edge) for edge in only.plate.rounded)
        ground = float(np.percentile(now[top + 2 : bottom - 2, left + 6 : right - 2], 40))
        assert contrast(235, ground) >= 4.5


# ---------------------------------------------------------------- in the film


def test_captions_follow_what_is_heard_in_the_finished_film(room: Room, tmp_path) -> None:
    clip = room.clip("grey", lambda _: flat(60, width=320, height=180), frames=96, size=(320, 180))
    sound = np.concatenate([np.zeros(48_000), tone(220, 1.0), np.zeros(48_000)])
    voice = room.add(write_wav(tmp_path / "voice.wav", sound))
    line = VoiceLine(scene="scene", start=0, frames=96, text="Now it is said.", media=voice)
    made = room.plan(shot(clip, 96), width=320, height=180, voice=(line,))
    film, _ = room.cut(made.model_copy(update={"subtitles": "box"}))
    dark = (watch(film, 320, 180).luma < 40).sum(axis=(1, 2))
    there = np.nonzero(dark > 50)[0]
    assert there[0] == pytest.approx(24, abs=3)
    assert 48 <= there[-1] <= 62
