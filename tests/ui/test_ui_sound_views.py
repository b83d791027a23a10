"""What the sound page shows, as pure view-models: lines against their scenes, remedies, levels, what can be heard."""

import pytest
from overviews import film, scene, slot, take, unwritten

from vidpipe.engine.overview import Status
from vidpipe.film.edit import Edit
from vidpipe.take import State
from vidpipe.ui.view.lines import chip_says, faster, fit_says, length_says, lines, longer, manner
from vidpipe.ui.view.sound import QUIETEST, faders, heard, level, music, says, unspoken

LINE = "narration/en"


def spoken(number: int, milliseconds: int, **more):
    name = f"scene/scene{number}/{LINE}"
    return scene(number, slots={LINE: slot(name, State.READY, take=take(name, milliseconds=milliseconds))}, **more)


def silent(number: int):
    row = scene(number, words={"narration": ""})
    return row.model_copy(update={"slots": {name: view for name, view in row.slots.items() if name != LINE}})


def test_a_line_has_room_until_the_next_one_begins():
    rows = lines(film(Status.COMPLETE, spoken(1, 1000), silent(2), spoken(3, 1000)))
    assert [row.start for row in rows] == [8, 56, 104]
    assert rows[0].room == 104 - 8
    assert rows[2].room == 144 - 104
    assert rows[1].view is None


def test_a_line_that_fits_says_its_length_and_nothing_else():
    row = lines(film(Status.COMPLETE, spoken(1, 1200), spoken(2, 1000)))[0]
    assert length_says(row, 24) == "1.2 s of 2 s"
    assert fit_says(row, 24) == ""
    assert faster(row) is None


def test_a_line_may_run_on_into_a_silent_scene():
    row = lines(film(Status.COMPLETE, spoken(1, 2600), silent(2), spoken(3, 500)))[0]
    assert row.over == 0
    assert fit_says(row, 24).startswith("Runs 1.0 s into the next scene")


def test_a_line_that_is_cut_off_says_by_how_much_and_what_helps():
    row = lines(film(Status.COMPLETE, spoken(1, 2300), spoken(2, 500)))[0]
    assert row.over == 8
    assert fit_says(row, 24) == "0.3 s too long: its end is cut off"
    assert faster(row) == 120
    assert longer(row) == 56


def test_haste_beyond_what_anybody_likes_is_no_remedy():
    assert faster(lines(film(Status.COMPLETE, spoken(1, 4000), spoken(2, 500)))[0]) is None


def test_the_pace_a_line_has_already_counts_towards_the_remedy():
    row = lines(film(Status.COMPLETE, spoken(1, 2300, words={"speed": 110}), spoken(2, 500)))[0]
    assert faster(row) == 130


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


def test_the_sound_of_brought_clips_has_a_level_of_its_own():
    name = "scene/scene2/clip@draft"
    own = scene(2, slots={"clip@draft": slot(name, State.READY, take=take(name, sound=True))})
    fader = faders(film(Status.COMPLETE, scene(1), own))[-1]
    assert (fader.name, fader.value) == ("Clips", QUIETEST)
    loud = fader.put(-3)(Edit())
    assert loud.scene("scene2").clip_db == -3
    assert loud.scene("scene1").clip_db is None
    assert fader.put(QUIETEST)(loud) == Edit()


@pytest.mark.parametrize(("value", "words"), [(0, "0 dB"), (-3, "−3 dB"), (4, "+4 dB"), (QUIETEST, "silent")])
def test_a_level_is_said_in_words(value, words):
    assert says(value) == words
    assert level(value) == (-60 if value == QUIETEST else value)
