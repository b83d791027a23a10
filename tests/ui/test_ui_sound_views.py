"""What the sound page shows, as pure view-models: lines against their scenes, remedies, levels, what can be heard."""

import pytest
from overviews import film, scene, slot, take, unwritten

from vidpipe.engine.overview import Status
from vidpipe.film.edit import Edit
from vidpipe.take import State
from vidpipe.ui.view.lines import MARKS, chip_says, counted, fit_says, length_says, lines, manner, stands, way_says
from vidpipe.ui.view.sound import (
    QUIETEST,
    clip_choice,
    faders,
    film_level,
    heard,
    level,
    measured,
    music,
    put_clips,
    put_scene,
    says,
    scene_choice,
    sounding_scenes,
    unspoken,
)

LINE = "narration/en"


def spoken(number: int, milliseconds: int, **more):
    name = f"scene/scene{number}/{LINE}"
    return scene(number, slots={LINE: slot(name, State.READY, take=take(name, milliseconds=milliseconds))}, **more)


def silent(number: int):
    row = scene(number, words={"narration": ""})
    return row.model_copy(update={"slots": {name: view for name, view in row.slots.items() if name != LINE}})


def test_every_row_has_its_line_in_its_place():
    rows = lines(film(Status.COMPLETE, spoken(1, 1000), silent(2), spoken(3, 1000)))
    assert [row.start for row in rows] == [8, 56, 104]
    assert [row.fit for row in rows] == ["fits", "", "fits"]
    assert rows[1].view is None


def test_a_line_that_fits_says_its_length_and_nothing_else():
    row = lines(film(Status.COMPLETE, spoken(1, 1200), spoken(2, 1000)))[0]
    assert length_says(row, 24) == "1.2 s of 2 s"
    assert fit_says(row, 24) == ""
    assert (MARKS[row.fit], stands(row, 24)) == ("✓", "fits")


def test_a_line_may_run_on_into_a_silent_scene():
    row = lines(film(Status.COMPLETE, spoken(1, 2600), silent(2), spoken(3, 500)))[0]
    assert (row.over, row.lead) == (0, 3)
    assert fit_says(row, 24) == "Begins 0.2 s earlier, runs 0.8 s into the next scene"
    assert stands(row, 24) == "moved"


def test_a_line_waits_for_the_one_before_and_says_so():
    rows = lines(film(Status.COMPLETE, spoken(1, 2300), spoken(2, 500)))
    assert fit_says(rows[1], 24) == "Begins 0.2 s later"
    assert counted(rows) == "2 moved"


def test_a_line_that_is_cut_off_says_by_how_much():
    rows = lines(film(Status.COMPLETE, spoken(1, 3400), spoken(2, 1000)))
    assert rows[0].over == 16
    assert fit_says(rows[0], 24) == "Its end is cut off"
    assert (MARKS[rows[0].fit], stands(rows[0], 24)) == ("✕", "0.7 s too long")
    assert counted(rows) == "1 moved, 1 too long"


def test_a_line_where_a_person_put_it_says_so():
    made = film(Status.COMPLETE, spoken(1, 500)).model_copy(update={"edit": Edit().with_scene("scene1", voice_at=24)})
    row = lines(made)[0]
    assert (row.start, row.at, stands(row, 24)) == (24, 24, "as you set it")
    assert fit_says(row, 24) == "Begins 1.0 s into its scene, where you put it"


@pytest.mark.parametrize(
    ("how", "value", "words"),
    [
        ("longer", 12, "Give the scene 0.5 s more"),
        ("faster", 120, "Speak at 120 %"),
        ("shorter", 6, "Say it in 6 words"),
    ],
)
def test_a_remedy_says_on_its_button_what_it_does(how, value, words):
    assert way_says(how, value, 24, rewrites=True) == words
    assert way_says("shorter", 6, 24, rewrites=False) == "Keep only its beginning"


def test_what_is_as_everywhere_is_not_said():
    made = film(Status.COMPLETE, spoken(1, 1000), spoken(2, 1000, words={"voice": "anna", "speed": 110}))
    made = made.model_copy(update={"edit": Edit().with_scene("scene2", voice_db=-3)})
    plain, own = lines(made)
    assert manner(plain, {}) == ""
    assert manner(own, {"anna": "Anna"}) == "Anna · 110 % · −3 dB"


def test_a_scene_without_words_or_without_a_voice_says_so():
    rows = lines(film(Status.COMPLETE, spoken(1, 1000), silent(2)))
    assert chip_says(rows[1], voiced=True) == "No line"
    mute = scene(1)
    mute = mute.model_copy(update={"slots": {name: view for name, view in mute.slots.items() if name != LINE}})
    made = film(Status.COMPLETE, mute)
    assert chip_says(lines(made)[0], voiced=False) == "Not spoken"
    assert "No voice is installed" in unspoken(made, voiced=False)
    assert "speaks this language" in unspoken(made, voiced=True)


def test_what_can_be_heard_is_the_mix_then_the_cut_then_the_animatic():
    mix = film(slots={"mix": slot("mix", State.READY)})
    assert heard(mix).take.slot == "mix"
    assert heard(film()).take.slot.startswith("cut/")
    assert heard(film(slots={"cut/16x9/en/draft": slot("cut/16x9/en/draft", State.EMPTY)})).take.slot == "animatic"
    assert heard(unwritten()).take is None


def test_music_that_is_shorter_than_the_film_says_that_it_is_played_again():
    short = film(slots={"music": slot("music", State.READY, take=take("music", milliseconds=3000))})
    assert music(short).length == "0:03 for a film of 0:06, so it is played again"
    whole = film(slots={"music": slot("music", State.READY, take=take("music", milliseconds=6000))})
    assert music(whole).length == "0:06 for a film of 0:06"


def test_levels_are_there_for_what_is_heard_and_write_the_edit():
    found = {fader.name: fader for fader in faders(film())}
    assert list(found) == ["Voice", "Music"]
    assert found["Music"].put(-6)(Edit()).music_db == -6
    assert found["Voice"].put(QUIETEST)(Edit()).voice_db == -60


def test_the_sound_of_brought_clips_is_set_for_all_and_for_one():
    name = "scene/scene2/clip@draft"
    own = scene(2, slots={"clip@draft": slot(name, State.READY, take=take(name, sound=True))})
    made = film(Status.COMPLETE, scene(1), own)
    ids = sounding_scenes(made)
    assert ids == ["scene2"]
    assert [fader.name for fader in faders(made)] == ["Voice", "Music"]
    loud = put_clips(ids, 0, Edit())
    assert (loud.clip_db, film_level(loud, ids), clip_choice(0)) == (0, 0, "keep")
    assert put_clips(ids, None, loud) == Edit()
    fader = faders(made.model_copy(update={"edit": loud}))[-1]
    assert (fader.name, fader.value) == ("Clips", 0)
    assert clip_choice(film_level(fader.put(-12)(loud), ids)) == "low"
    assert clip_choice(-3) is None
    off = put_scene("scene2", "off")(loud)
    assert (off.clip_level("scene2"), scene_choice(off.scene("scene2").clip_db)) == (None, "off")
    assert put_scene("scene2", "film")(off) == loud


def test_clips_that_were_set_one_by_one_alike_count_as_set_for_all():
    before = Edit().with_scene("a234", clip_db=-3).with_scene("b234", clip_db=-3)
    ids = ["a234", "b234"]
    assert film_level(before, ids) == -3
    assert put_clips(ids, -12, before) == Edit(clip_db=-12)


def test_a_cut_says_how_loud_it_is_and_whether_that_was_asked_for():
    name = "cut/16x9/en/draft"
    made = film(slots={name: slot(name, State.READY, take=take(name, loudness=-141, peak=-12))})
    assert measured(made).says == "This cut: −14.1 LUFS, peak −1.2 dBTP"
    assert measured(made).good
    assert not measured(made.model_copy(update={"edit": Edit(loudness=-23)})).good
    loud = film(slots={name: slot(name, State.READY, take=take(name, loudness=-140, peak=-4))})
    assert not measured(loud).good
    assert measured(film()) is None


@pytest.mark.parametrize(("value", "words"), [(0, "0 dB"), (-3, "−3 dB"), (4, "+4 dB"), (QUIETEST, "silent")])
def test_a_level_is_said_in_words(value, words):
    assert says(value) == words
    assert level(value) == (-60 if value == QUIETEST else value)
