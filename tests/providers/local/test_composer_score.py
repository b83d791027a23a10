"""The score keeps its promises on paper: in key, in time, in form, different by seed, the same by seed."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidpipe.library.moods import mood_for, moods
from vidpipe.providers.local.composer.form import form
from vidpipe.providers.local.composer.kit import KIT
from vidpipe.providers.local.composer.patterns import STYLES, pattern
from vidpipe.providers.local.composer.scale import STEPS, TONICS, Key, chord, voicing
from vidpipe.providers.local.composer.score import MARKS, Score, score
from vidpipe.providers.local.composer.voices import HELD, STRUCK

LENGTHS = (3, 5, 7.5, 12, 24, 30, 61, 90, 240, 600)
MOODS = tuple(moods())


def written(name: str, seconds: float = 30, seed: int = 1, accents: tuple[float, ...] = ()) -> Score:
    return score(moods()[name], seconds=seconds, seed=seed, accents=accents)


# ---------------------------------------------------------------- the library of moods


def test_there_are_enough_moods_and_each_names_only_what_exists() -> None:
    assert len(MOODS) >= 10
    for mood in moods().values():
        assert mood.scale in STEPS
        assert set(mood.keys) <= set(TONICS)
        assert mood.accent in MARKS
        assert mood.accent in KIT
        assert {part.voice for part in mood.parts} <= HELD.keys() | STRUCK.keys()
        assert {lane.sound for lane in mood.drums} <= KIT.keys()
        assert {part.role for part in mood.parts} >= {"pad", "bass", "lead"}
        assert {part.style for part in mood.parts if part.role in ("comp", "arp", "bass")} <= STYLES.keys()
        assert all(len(lane.steps) == 4 * mood.meter for lane in mood.drums)
        for symbol in {*sum(mood.verses + mood.bridges, ()), *mood.cadence, mood.final}:
            assert 0 <= chord(symbol).root < 7
        assert chord(mood.final).root == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("warm, hopeful", "uplifting"), ("night, neon, mysterious", "night"), ("Epic", "epic"), ("", "uplifting"),
        ("a funny little cat", "playful"), ("serein et paisible", "calm"), ("historia de un misterio", "mysterious"),
        ("how photosynthesis works, friendly", "curious"), ("très émouvant, une famille", "tender"),
        ("sporty, fast, energetic", "energetic"), ("magical underwater dream", "dreamy"), ("xyzzy", "uplifting"),
        ("a cosy autumn road trip", "nostalgic"), ("dark storm", "dramatic"),
    ],
)  # fmt: skip
def test_free_words_find_their_mood(text: str, name: str) -> None:
    assert mood_for(text).name == name


# ---------------------------------------------------------------- harmony


@pytest.mark.parametrize("name", MOODS)
@pytest.mark.parametrize("seconds", LENGTHS[:8])
def test_every_note_is_in_the_key(name: str, seconds: float) -> None:
    for seed in (1, 2):
        piece = written(name, seconds, seed, (2.0, 4.5, 9.1))
        assert {note.pitch % 12 for note in piece.notes} <= piece.form.key.classes


@given(
    st.sampled_from(sorted(TONICS)), st.sampled_from(sorted(STEPS)), st.integers(1, 7),
    st.sampled_from(["", "7", "9", "s2", "s4"]), st.integers(48, 72),
)  # fmt: skip
def test_a_voicing_holds_all_the_chord_and_stays_near_its_centre(
    tonic: str, scale: str, degree: int, colour: str, centre: int
) -> None:
    key, harmony = Key(tonic, scale), chord(f"{degree}:{colour}")
    pitches = voicing(key, harmony, centre=centre)
    assert {pitch % 12 for pitch in pitches} == {key.pitch(tone) % 12 for tone in harmony.tones}
    assert sorted(pitches) == list(pitches)
    assert abs(sum(pitches) / len(pitches) - centre) <= 7


def test_voices_move_little_from_chord_to_chord() -> None:
    key, before = Key("C", "major"), (52, 55, 60)
    for symbol in ("4", "5", "6", "1", "2", "5", "1"):
        after = voicing(key, chord(symbol), centre=57, before=before)
        assert max(min(abs(pitch - old) for old in before) for pitch in after) <= 3
        before = after


@pytest.mark.parametrize("name", MOODS)
def test_it_ends_on_the_tonic(name: str) -> None:
    piece = written(name, 24)
    plan = piece.form
    last = [note for note in piece.notes if note.start >= plan.closes - 0.01]
    assert plan.closing.root == 0
    assert min(note.pitch for note in last) % 12 == TONICS[plan.key.tonic]
    leads = [note for note in last if piece.mood.parts[note.part].role == "lead"]
    assert leads
    assert all(note.pitch % 12 == TONICS[plan.key.tonic] for note in leads)


# ---------------------------------------------------------------- time


@pytest.mark.parametrize("name", MOODS)
@pytest.mark.parametrize("seconds", LENGTHS)
def test_whole_bars_fill_the_length(name: str, seconds: float) -> None:
    plan = written(name, seconds).form
    bars = plan.seconds / plan.bar
    assert bars == pytest.approx(round(bars))
    assert plan.closes == pytest.approx(len(plan.bars) * plan.bar)
    assert plan.seconds - plan.closes >= min(1.2, seconds / 3)
    assert [bar.index for bar in plan.bars] == list(range(len(plan.bars)))
    if seconds >= 24:
        low, high = moods()[name].tempo
        assert low * 0.94 <= plan.bpm <= high * 1.06
        assert plan.beats == moods()[name].meter


@pytest.mark.parametrize("name", MOODS)
def test_nothing_is_played_after_the_close_but_the_closing_chord(name: str) -> None:
    piece = written(name, 30)
    assert all(0 <= note.start < piece.form.closes + 0.3 for note in piece.notes)
    assert all(hit.start <= piece.form.closes + 0.02 for hit in piece.strokes)
    assert all(note.start + note.length <= piece.form.seconds + 0.3 for note in piece.notes)


def test_beats_are_moved_towards_the_scene_cuts() -> None:
    accents = (4.9, 9.8, 14.7, 19.6)
    nearer = 0
    for seed in range(12):
        free = form(moods()["curious"], seconds=60, seed=seed)
        drawn = form(moods()["curious"], seconds=60, seed=seed, accents=accents)
        off = [sum(abs(at / plan.beat - round(at / plan.beat)) for at in accents) for plan in (free, drawn)]
        assert off[1] <= off[0] + 1e-9
        nearer += off[1] < off[0] - 1e-9
    assert nearer >= 3


def test_scene_cuts_are_marked_but_never_crowded() -> None:
    accents = tuple(at / 2 for at in range(2, 50))
    marks = sorted(hit.start for hit in written("calm", 30, accents=accents).strokes if hit.sound == "bell")
    assert len(marks) >= 5
    assert all(later - earlier >= 1.2 for earlier, later in pairwise(marks))
    spread = [later - earlier for earlier, later in pairwise(marks[:-1])]
    assert min(spread) >= 2.4


# ---------------------------------------------------------------- form


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MOODS), st.floats(3, 600), st.integers(0, 2**63 - 1))
def test_any_length_and_seed_has_a_form_that_grows_and_comes_home(name: str, seconds: float, seed: int) -> None:
    plan = form(moods()[name], seconds=seconds, seed=seed)
    letters = "".join(bar.section for bar in plan.bars if bar.phrase >= 0)
    assert letters[0] == letters[-1] == "A"
    assert all(0 <= bar.intensity <= 1 for bar in plan.bars)
    if len(plan.bars) >= 4:
        assert plan.bars[-1].intensity > plan.bars[0].intensity
        assert max(bar.intensity for bar in plan.bars) > 0.85
    if seconds > 120:
        assert set(letters) == {"A", "B", "C"}


def test_a_contrasting_part_has_other_chords() -> None:
    for name in MOODS:
        plan = written(name, 240).form
        chords = {letter: {bar.chord for bar in plan.bars if bar.section == letter} for letter in "ABC"}
        assert chords["A"] != chords["C"]


@pytest.mark.parametrize("name", MOODS)
def test_players_join_as_the_piece_grows(name: str) -> None:
    piece = written(name, 40)
    half = piece.form.closes / 2
    first = {note.part for note in piece.notes if note.start < piece.form.bar * 2}
    later = {note.part for note in piece.notes if half < note.start < piece.form.closes - 0.1}
    assert first < later
    assert len(later) >= 5


@pytest.mark.parametrize("name", MOODS)
def test_melodies_sing_by_small_steps_within_a_compass(name: str) -> None:
    leaps, total = 0, 0
    for seed in range(6):
        piece = written(name, 60, seed)
        for index, part in enumerate(piece.mood.parts):
            if part.role != "lead":
                continue
            pitches = [note.pitch for note in piece.notes if note.part == index]
            assert max(pitches) - min(pitches) <= 24
            steps = [abs(earlier - later) for earlier, later in pairwise(pitches)]
            leaps += sum(step > 7 for step in steps)
            total += len(steps)
    assert total > 30
    assert leaps / total < 0.15


def test_the_motif_comes_back() -> None:
    piece = written("epic", 60, 3)
    lead = next(index for index, part in enumerate(piece.mood.parts) if part.role == "lead")
    rhythms = [
        tuple(
            round((note.start - bar.start) / piece.form.beat * 4)
            for note in piece.notes
            if note.part == lead and bar.start - 0.03 <= note.start < bar.start + piece.form.bar - 0.03
        )
        for bar in piece.form.bars
    ]
    played = [rhythm for rhythm in rhythms if rhythm]
    assert len(set(played)) < len(played)


# ---------------------------------------------------------------- chance


@pytest.mark.parametrize("name", MOODS)
def test_the_same_seed_is_the_same_piece_and_another_seed_another(name: str) -> None:
    assert written(name, 20, 5) == written(name, 20, 5)
    pieces = {written(name, 20, seed).notes for seed in range(6)}
    assert len(pieces) == 6


def test_every_style_fits_bars_of_two_three_and_four_beats() -> None:
    for style in STYLES:
        for beats in (2, 3, 4):
            for intensity in (0.2, 0.5, 0.9):
                steps = pattern(style, beats, intensity)
                assert steps
                assert all(0 <= step.beat < beats and 0 < step.loudness <= 1 for step in steps)
