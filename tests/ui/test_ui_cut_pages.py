"""The cut and the sound as they are drawn: every state says what it is, every control writes what it says, once."""

import time

import pytest
from overviews import digest, film, scene, slot, take, unwritten
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Status
from vidpipe.film.cost import Cost
from vidpipe.film.edit import Edit
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.project.sounding import Fitting
from vidpipe.take import History, State
from vidpipe.ui.cutting import delivering

WAITING = Status.AWAITING_APPROVAL
CUT = "cut/16x9/en/draft"
LINE = "narration/en"
ID = "aaaaaaaaaa"


def text(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    found = next((button for button in app.button if button.label == label), None)
    assert found is not None, f"no button {label!r} among {labels(app)}"
    return found.click().run()


def edited(studio) -> Edit:
    """The edit that the changes asked for lead to."""
    edit = Edit()
    for verb, args, _ in studio.asked:
        edit = args[0](edit) if verb == "recut" else edit
    return edit


def rewritten(studio):
    """The storyboard that the changes asked for lead to."""
    board = studio.films[ID].overview.storyboard
    for verb, args, _ in studio.asked:
        board = args[0](board) if verb == "revise" else board
    return board


CUT_STATES = {
    State.EMPTY: ("Version", None),
    State.QUEUED: ("A new version is on its way", None),
    State.RUNNING: ("A new version is on its way", None),
    State.READY: ("Checks", "Approve"),
    State.APPROVED: ("Checks", "Switch to final quality"),
    State.STALE: ("Its end keyframe changed", "Assemble again · Free"),
    State.FAILED: ("It could not be assembled.", "Try again · Free"),
}


@pytest.mark.parametrize("state", CUT_STATES)
def test_a_cut_says_its_state_and_offers_the_next_act(visit, state):
    words, label = CUT_STATES[state]
    moving = state in (State.QUEUED, State.RUNNING)
    message = "the disk is full" if state is State.FAILED else ""
    made = slot(CUT, state, take=None if state is State.EMPTY else take(CUT), message=message)
    whole = film(Status.STITCHING if moving else WAITING, slots={CUT: made})
    app, _ = visit("cut", whole, project=ID)
    assert not app.exception
    assert words in text(app)
    assert label is None or label in labels(app)


CUT_ACTS = [
    (State.READY, "Approve", ("approve", (), {"slot": CUT})),
    (State.STALE, "Assemble again · Free", ("redo", (CUT,), {})),
    (State.STALE, "Keep it", ("keep", (CUT,), {})),
]


def test_a_cut_that_waits_says_for_what(visit):
    waits = slot(CUT, State.EMPTY, waits_for=("scene/scene1/clip@draft", "music"))
    whole = film(WAITING, slots={CUT: waits, "animatic": slot("animatic", State.EMPTY)})
    app, _ = visit("cut", whole, project=ID)
    assert "Waits for clips and sound." in text(app)


@pytest.mark.parametrize(("state", "label", "intent"), CUT_ACTS)
def test_an_act_on_the_cut_is_one_intent(visit, state, label, intent):
    app, studio = visit("cut", film(WAITING, slots={CUT: slot(CUT, state)}), project=ID)
    press(app, label)
    assert studio.asked == [intent]


def test_a_failed_cut_is_tried_again(visit):
    broken = slot(CUT, State.FAILED, message="the disk is full")
    app, studio = visit("cut", film(Status.FAILED, slots={CUT: broken}), project=ID)
    press(app, "Try again · Free")
    assert studio.verbs() == ["retry", "wake"]


def test_a_film_without_a_storyboard_has_neither_lanes_nor_a_player(visit):
    app, _ = visit("cut", unwritten(), project=ID)
    assert not app.exception
    assert "Its parts come first" in text(app)
    assert "hot-n-joint" not in [button.key for button in app.button]


def kinds(app: AppTest):
    return app.get("button_group")[0]


def test_a_joint_becomes_a_dissolve_of_a_usual_length(visit):
    app, studio = visit("cut", film(), project=ID)
    kinds(app).set_value(Joint.CROSSFADE).run()
    assert edited(studio).joints == {"scene2": Transition(kind=Joint.CROSSFADE, frames=12)}


def test_the_joint_that_is_looked_at_is_the_one_that_is_set(visit):
    app, studio = visit("cut", film(), project=ID)
    app.button(key="hot-n-joint").click().run()
    assert "Joint of scenes 2 and 3" in text(app)
    kinds(app).set_value(Joint.DIP_BLACK).run()
    assert edited(studio).joints == {"scene3": Transition(kind=Joint.DIP_BLACK, frames=12)}


def test_the_length_of_a_joint_keeps_its_kind(visit):
    edit = Edit(joints={"scene2": Transition(kind=Joint.DIP_BLACK, frames=12)})
    app, studio = visit("cut", film(edit=edit), project=ID)
    app.slider(key="joint-length-scene2").set_value(0.8).run()
    assert edited(studio).joints["scene2"] == Transition(kind=Joint.DIP_BLACK, frames=19)


def test_a_joint_goes_back_to_what_all_others_are(visit):
    edit = Edit(joints={"scene2": Transition(kind=Joint.DIP_BLACK, frames=12)})
    app, studio = visit("cut", film(edit=edit), project=ID)
    press(app, "As all others")
    verb, (change,), _ = studio.asked[0]
    assert (verb, change(edit)) == ("recut", Edit())


def test_a_joint_too_long_for_its_scenes_says_so(visit):
    edit = Edit(joints={"scene2": Transition(kind=Joint.CROSSFADE, frames=48)})
    app, _ = visit("cut", film(edit=edit), project=ID)
    assert "it will last 1.0 s" in text(app)


def test_the_films_own_joints_are_an_edit_of_the_cut_alone(visit):
    app, studio = visit("cut", film(), project=ID)
    app.selectbox(key="joints-default").select(Joint.CROSSFADE).run()
    assert edited(studio) == Edit(joint=Transition(kind=Joint.CROSSFADE, frames=12))
    assert studio.verbs() == ["recut"]


def test_words_on_screen_can_be_left_out(visit):
    rows = (scene(1, words={"words": "Home", "card": "title"}), scene(2, words={"words": "Soon", "card": "caption"}))
    app, studio = visit("cut", film(Status.COMPLETE, *rows), project=ID)
    app.toggle(key="edit-captions").set_value(False).run()
    app.toggle(key="edit-titles").set_value(False).run()
    assert (edited(studio).captions, edited(studio).titles) == (False, False)


def test_a_film_without_words_on_screen_has_no_switch_for_them(visit):
    app, _ = visit("cut", film(), project=ID)
    assert not app.toggle


def test_the_edit_is_undone_from_the_head(visit):
    app, studio = visit("cut", film(), project=ID)
    assert next(button for button in app.button if button.label == "Undo").disabled
    studio.films[ID].past["edit"] = History(back=1, forth=0)
    studio.films[ID].happens()
    app.run()
    press(app, "Undo")
    assert studio.asked == [("undo", ("edit",), {})]


def test_final_quality_is_asked_for_without_spending_anything_yet(visit):
    app, studio = visit("cut", film(), project=ID)
    press(app, "Switch to final quality")
    assert studio.asked == [("stop", (), {}), ("change", (), {"quality": "final"})]


# ------------------------------------------------------------ sound


def spoken(number: int, state: State = State.READY, *, milliseconds: int = 1000, **more):
    name = f"scene/scene{number}/{LINE}"
    made = take(name, milliseconds=milliseconds) if state not in (State.EMPTY, State.FAILED) else None
    return scene(number, slots={LINE: slot(name, state, take=made, **more)})


LINE_STATES = {
    State.EMPTY: ("Empty", "Make it now · Free"),
    State.READY: ("Ready", "Approve"),
    State.APPROVED: ("Approved", "Another take · Free"),
    State.STALE: ("Stale", "Redo · Free"),
    State.FAILED: ("Failed", "Try again · Free"),
    State.BLOCKED: ("Blocked", "Try again · Free"),
    State.UNCERTAIN: ("Uncertain", "It was charged"),
}


@pytest.mark.parametrize("state", LINE_STATES)
def test_a_line_says_its_state_and_offers_the_next_act(visit, state):
    words, label = LINE_STATES[state]
    app, _ = visit("sound", film(WAITING, spoken(1, state, message="no"), scene(2)), project=ID)
    assert not app.exception
    assert f"<span>{words}</span>" in text(app)
    assert label in labels(app)


LINE_ACTS = [
    (State.APPROVED, "Another take · Free", ["reroll", "wake"]),
    (State.READY, "Approve", ["approve"]),
    (State.STALE, "Redo · Free", ["redo"]),
    (State.STALE, "Keep it", ["keep"]),
    (State.FAILED, "Try again · Free", ["retry", "wake"]),
    (State.EMPTY, "Make it now · Free", ["redo"]),
    (State.UNCERTAIN, "It was not", ["settle"]),
]


@pytest.mark.parametrize(("state", "label", "verbs"), LINE_ACTS)
def test_an_act_on_a_line_is_about_that_line_alone(visit, state, label, verbs):
    music = slot("music", State.RUNNING)
    app, studio = visit("sound", film(WAITING, spoken(1, state), scene(2), slots={"music": music}), project=ID)
    press(app, label)
    assert studio.verbs() == verbs
    _, args, kwargs = studio.asked[0]
    assert f"scene/scene1/{LINE}" in (*args, *kwargs.values())


def test_voice_pace_and_level_of_one_line_are_its_own(visit):
    app, studio = visit("sound", film(WAITING, spoken(1), scene(2)), project=ID)
    app.selectbox(key="voice-scene1").select("anna").run()
    app.select_slider(key="pace-scene1").set_value(110).run()
    app.select_slider(key="level-scene1").set_value(-6).run()
    made = rewritten(studio)
    assert (made.scene("scene1").voice, made.scene("scene1").speed) == ("anna", 110)
    assert made.scene("scene2") == studio.films[ID].overview.storyboard.scene("scene2")
    assert edited(studio).scene("scene1").voice_db == -6


def test_voice_and_pace_of_all_lines_are_settings(visit):
    app, studio = visit("sound", film(), project=ID)
    app.selectbox(key="voice-film").select("anna").run()
    app.select_slider(key="speed-film").set_value(90).run()
    app.toggle(key="narration-on").set_value(False).run()
    assert studio.asked == [
        ("change", (), {"voice": "anna"}),
        ("change", (), {"speed": 90}),
        ("change", (), {"narration": False}),
    ]


WAYS = (
    Fitting(how="longer", value=8, says="0.3 s more for the scene", stale=("scene/scene1/clip@draft",)),
    Fitting(how="faster", value=120, says="Spoken at 120 %", price=Cost(20_000)),
    Fitting(how="shorter", why_not="there are too few words"),
)


def too_long(visit):
    """The first line has 81 frames of its own and 64 to be heard in."""
    made = film(WAITING, spoken(1, milliseconds=3400), spoken(2, milliseconds=1000))
    app, studio = visit("sound", made, project=ID)
    studio.films[ID].fitted["scene1"] = WAYS
    studio.films[ID].happens()
    return app.run(), studio


def test_a_line_that_is_too_long_has_remedies_with_their_price(visit):
    app, studio = too_long(visit)
    assert "0.7 s too long" in text(app)
    assert "1 moved, 1 too long" in text(app)
    assert "Shorter: there are too few words." in text(app)
    press(app, "Give the scene 0.3 s more · Free")
    press(app, "Speak at 120 % · $0.02")
    assert studio.asked == [("fit", ("scene1", "longer", ""), {}), ("fit", ("scene1", "faster", ""), {})]


def test_shorter_words_are_written_in_the_row(visit):
    app, studio = too_long(visit)
    press(app, "Edit the words")
    assert not app.exception
    assert studio.asked == []


def test_a_line_is_put_where_a_person_wants_it_and_back(visit):
    app, studio = visit("sound", film(WAITING, spoken(1), scene(2)), project=ID)
    app.number_input(key="begins-scene1").set_value(0.5).run()
    assert edited(studio).scene("scene1").voice_at == 12


def sounding(**more):
    name = "scene/scene1/clip@draft"
    own = {
        LINE: slot(f"scene/scene1/{LINE}", State.READY),
        "clip@draft": slot(name, State.READY, take=take(name, sound=True)),
    }
    return film(WAITING, scene(1, slots=own), scene(2), **more)


def group(app, key: str):
    return next(found for found in app.get("button_group") if found.key == key)


def test_the_sound_of_clips_is_kept_lowered_or_dropped_for_all_and_for_one(visit):
    app, studio = visit("sound", sounding(), project=ID)
    group(app, "clips-sound").set_value("low").run()
    group(app, "clip-scene1").set_value("off").run()
    made = edited(studio)
    assert made.clip_db == -12
    assert made.scene("scene1").clip_db == -60
    assert made.clip_level("scene2") == -12


def test_clips_without_sound_have_no_such_choice(visit):
    app, _ = visit("sound", film(WAITING, spoken(1), scene(2)), project=ID)
    assert [found.key for found in app.get("button_group") if "clip" in (found.key or "")] == []


def test_the_loudness_is_chosen_beside_what_was_measured(visit):
    name = CUT
    made = film(WAITING, slots={name: slot(name, State.READY, take=take(name, loudness=-141, peak=-13))})
    app, studio = visit("sound", made, project=ID)
    assert "This cut: −14.1 LUFS, peak −1.3 dBTP" in text(app)
    assert "as asked for" in text(app)
    app.selectbox(key="loudness").select(-16).run()
    assert edited(studio).loudness == -16


def test_stems_are_made_on_a_click_and_saved_part_by_part(visit):
    app, studio = visit("sound", film(), project=ID)
    press(app, "Make the stems · Free")
    name = f"{ID}/stems/{digest(f'{CUT}#1')}"
    until = time.monotonic() + 20
    while not delivering._jobs[name].over and time.monotonic() < until:
        time.sleep(0.01)
    assert [verb for verb, _, _ in studio.asked] == ["stem_files"]
    studio.films[ID].stemmed = {"voice": digest("v"), "music": digest("m")}
    studio.films[ID].happens()
    app.run()
    assert f"{digest('v')}.wav?save=a-cat-at-home-voice" in text(app)
    assert "Clips</a>" not in text(app)
    delivering.forget(name)


def test_a_film_changed_since_its_cut_offers_no_stems(visit):
    app, _ = visit("sound", film(slots={CUT: slot(CUT, State.STALE)}), project=ID)
    assert "Make the stems · Free" not in labels(app)
    assert "Assemble it again first." in text(app)


def test_without_a_voice_the_page_says_how_to_get_one(visit):
    mute = scene(1)
    mute = mute.model_copy(update={"slots": {name: view for name, view in mute.slots.items() if name != LINE}})
    note = 'No voice is installed: captions stand for the narration. Get one with: pip install "vidpipe[voice]"'
    app, studio = visit("sound", film(WAITING, mute, notes=(note,)), project=ID)
    studio.spoken = []
    app.run()
    assert not app.exception
    assert "pip install" in text(app)
    assert "voice-film" not in [box.key for box in app.selectbox]


def test_a_scene_without_words_says_where_to_write_them(visit):
    app, _ = visit("sound", film(WAITING, scene(1, words={"narration": ""}), scene(2)), project=ID)
    assert "Nothing is said over this scene" in text(app)


def test_levels_write_the_edit(visit):
    app, studio = visit("sound", film(), project=ID)
    app.select_slider(key="fader-music_db").set_value(-6).run()
    app.select_slider(key="fader-voice_db").set_value(2).run()
    assert (edited(studio).music_db, edited(studio).voice_db) == (-6, 2)


def test_music_is_turned_off_and_asked_for_anew(visit):
    app, studio = visit("sound", film(), project=ID)
    app.toggle(key="music-on").set_value(False).run()
    assert studio.asked == [("change", (), {"music": False})]


def test_music_changes_in_words(visit):
    app, studio = visit("sound", film(), project=ID)
    app.text_input(key="music-note").input("only piano").run()
    press(app, "Make it so · Free")
    assert studio.asked == [("request_changes", ("only piano", ["music"]), {})]
    assert app.text_input(key="music-note").value == ""


def test_own_music_is_brought_with_its_name(visit):
    app, studio = visit("sound", film(), project=ID)
    app.file_uploader(key="file-music-0").set_value(("tune.wav", b"RIFF....WAVE", "audio/wav")).run()
    assert studio.asked == [("bring", ("music", b"RIFF....WAVE"), {"name": "tune.wav"})]


def test_a_stale_mix_is_mixed_again(visit):
    app, studio = visit("sound", film(WAITING, slots={"mix": slot("mix", State.STALE)}), project=ID)
    press(app, "Mix again · Free")
    assert studio.asked == [("redo", ("mix",), {})]


def test_undo_takes_back_what_was_changed_last(visit):
    app, studio = visit("sound", film(WAITING, spoken(1), scene(2)), project=ID)
    for name in ("edit", "storyboard"):
        studio.films[ID].past[name] = History(back=1, forth=0)
    app.select_slider(key="pace-scene1").set_value(110).run()
    press(app, "Undo")
    app.select_slider(key="fader-music_db").set_value(-6).run()
    press(app, "Undo")
    assert [args for verb, args, _ in studio.asked if verb == "undo"] == [("storyboard",), ("edit",)]


def test_a_film_without_a_storyboard_says_when_there_are_lines(visit):
    app, _ = visit("sound", unwritten(), project=ID)
    assert "The lines are written with the storyboard" in text(app)


@pytest.mark.parametrize("page", ["cut", "sound"])
def test_sixty_scenes_are_one_part_of_the_page(visit, page):
    many = film(WAITING, *[spoken(number) for number in range(1, 61)])
    few = film(WAITING, spoken(1), spoken(2))
    app, _ = visit(page, many, project=ID)
    small, _ = visit(page, few, project=ID)
    assert not app.exception
    assert len(app.button) + len(app.get("html")) <= len(small.button) + len(small.get("html")) + 2


HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"


@pytest.mark.parametrize("page", ["cut", "sound"])
def test_text_from_outside_is_shown_as_text(visit, page):
    words = {"title": HOSTILE, "narration": HOSTILE, "words": HOSTILE, "card": "title"}
    broken = slot(CUT, State.FAILED, message=HOSTILE)
    row = scene(1, words=words, slots={LINE: slot(f"scene/scene1/{LINE}", State.FAILED, message=HOSTILE)})
    app, _ = visit(page, film(WAITING, row, slots={CUT: broken}, title=HOSTILE, notes=(HOSTILE,)), project=ID)
    assert not app.exception
    assert "<img src=x" not in text(app)
    assert "<script" not in text(app)
