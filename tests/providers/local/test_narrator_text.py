"""What is spoken: which voice, which pieces, what espeak would read badly. Nothing here needs the voice extra."""

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers.local import narrator
from vidpipe.providers.local.narrator import engine, speak, speak_all, voice_for, voices
from vidpipe.providers.local.narrator.booth import CEILING, joined, levelled, rounded, trimmed
from vidpipe.providers.local.narrator.figures import written_out
from vidpipe.providers.local.narrator.lines import CLAUSE_PAUSE, SENTENCE_PAUSE, Line, pieces
from vidpipe.providers.local.narrator.phonemes import rewritten
from vidpipe.providers.local.narrator.voices import FOLDER

RATE = 24_000


# ---------------------------------------------------------------- voices


def test_the_vendored_voices_are_whole_and_carry_their_licence() -> None:
    assert len(voices()) >= 6
    for voice in voices().values():
        data = voice.path.read_bytes()
        assert hashlib.sha256(data).hexdigest() == voice.sha256
        assert np.frombuffer(data, "<f4").reshape(-1, 256).shape == (510, 256)
    assert "Apache License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in (FOLDER / "LICENSE-vocabulary").read_text(encoding="utf-8")
    assert {file.stem for file in FOLDER.glob("*.bin")} == set(voices())


@pytest.mark.parametrize(
    ("language", "wish", "name"),
    [
        ("en", "", "af_heart"), ("en-US", "man", "am_michael"), ("en-GB", "", "bf_emma"), ("es", "", "ef_dora"),
        ("es-MX", "man", "em_alex"), ("fr", "", "ff_siwis"), ("fr-CA", "man", "ff_siwis"), ("en", "Emma", "bf_emma"),
        ("es", "am_michael", "em_alex"), ("fr", "af_heart", "ff_siwis"), ("EN", "woman", "af_heart"),
    ],
)  # fmt: skip
def test_a_language_and_a_wish_find_a_voice(language: str, wish: str, name: str) -> None:
    assert voice_for(language, wish).name == name


@pytest.mark.parametrize(("language", "wish"), [("de", ""), ("", ""), ("xx-YY", ""), ("en", "darth"), ("../en", "")])
def test_an_unknown_language_or_voice_is_refused_with_a_remedy(language: str, wish: str, tmp_path: Path) -> None:
    with pytest.raises(ProviderError) as refused:
        speak("Hello there.", language=language, voice=wish, seed=1, into=tmp_path / "x.wav")
    assert refused.value.kind is Kind.INVALID
    assert refused.value.billed is False
    assert refused.value.remedy


@pytest.mark.parametrize("text", ["", "   ", "...", "x" * 6000])
def test_nothing_and_too_much_to_say_are_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ProviderError) as refused:
        speak(text, language="en", voice="", seed=1, into=tmp_path / "x.wav")
    assert refused.value.kind is Kind.INVALID


# ---------------------------------------------------------------- engines


def test_without_the_extra_there_is_no_engine_and_the_error_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine, "NEEDED", (*engine.NEEDED, "a_package_that_is_not_there"))
    assert narrator.engines() == []
    with pytest.raises(ProviderError) as refused:
        speak("Hello there.", language="en", voice="", seed=1, into=tmp_path / "x.wav")
    assert refused.value.kind is Kind.GONE
    assert "vidpipe[voice]" in refused.value.remedy


def test_asking_what_is_installed_loads_nothing_heavy() -> None:
    code = (
        "import sys; from vidpipe.providers.local import narrator; narrator.engines(); narrator.voices();"
        "print(sorted({'numpy', 'onnxruntime', 'espeakng_loader'} & set(sys.modules)))"
    )
    root = Path(narrator.__file__).parents[4]
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert said.stdout.strip() == "[]"


def test_no_lines_need_no_engine() -> None:
    if narrator.engines():
        assert speak_all([]) == []


# ---------------------------------------------------------------- pieces


def test_sentences_are_spoken_one_by_one_with_a_pause_between() -> None:
    found = pieces(
        "Meet Aurora, the bottle for long days. It keeps up with you! Does it rain? Let it rain on.", most=300, least=10
    )
    assert [piece.text for piece in found] == [
        "Meet Aurora, the bottle for long days.", "It keeps up with you!", "Does it rain?", "Let it rain on.",
    ]  # fmt: skip
    assert {piece.pause for piece in found} == {SENTENCE_PAUSE}


def test_titles_and_figures_end_no_sentence() -> None:
    text = "Dr. Ruiz lives at St. Mary's since 3.5 years ago, e.g. in room 2.1 of the old house."
    assert [piece.text for piece in pieces(text, most=300, least=10)] == [text]


def test_a_long_sentence_is_cut_at_clauses_and_a_long_clause_between_words() -> None:
    sentence = ", ".join("the road goes on and on past field number " + str(number) for number in range(12)) + "."
    found = pieces(sentence, most=120, least=10)
    assert len(found) > 3
    assert all(len(piece.text) <= 120 for piece in found)
    assert all(piece.text.endswith((",", ".")) for piece in found)
    assert {piece.pause for piece in found[:-1]} == {CLAUSE_PAUSE}
    endless = pieces("word " * 100, most=60, least=10)
    assert all(len(piece.text) <= 60 for piece in endless)
    assert sum(piece.text.count("word") for piece in endless) == 100


def test_a_word_alone_goes_with_its_neighbour() -> None:
    assert [piece.text for piece in pieces("Hi. This is the story of a very small boat.", most=300, least=20)] == [
        "Hi. This is the story of a very small boat."
    ]


@given(st.text(max_size=800), st.integers(20, 200))
def test_no_piece_is_too_long_and_none_is_empty(text: str, most: int) -> None:
    found = pieces(text, most=most, least=10)
    assert all(0 < len(piece.text) <= most for piece in found)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=120))
def test_no_word_is_lost(words: list[str]) -> None:
    found = pieces(" ".join(words), most=40, least=10)
    assert " ".join(piece.text for piece in found).split() == words


# ---------------------------------------------------------------- figures and phonemes


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("only $3.50 today", "en", "only 3 dollars 50 today"), ("$1", "en", "1 dollar"), ("£20.00", "en", "20 pounds"),
        ("$1,299 now", "en", "1299 dollars now"), ("3,50 €", "es", "3 euros con 50"), ("1.299 €", "fr", "1299 euros"),
        ("M. Dupont et Mme Roux", "fr", "Monsieur Dupont et Madame Roux"), ("Sra. Gil", "es", "Señora Gil"),
        ("Dr. Ruiz vs. Mr. Ito", "en", "Doctor Ruiz versus Mister Ito"), ("GMT. Mist. 5 m.", "en", "GMT. Mist. 5 m."),
        ("a 1 $ note, 25€!", "en", "a 1 dollar note, 25 euros!"), ("no money", "es", "no money"),
    ],
)  # fmt: skip
def test_prices_and_titles_are_written_out(text: str, language: str, said: str) -> None:
    assert written_out(text, language) == said


@pytest.mark.parametrize(
    ("ipa", "language", "said"),
    [
        ("lˈa^ɪt", "en-us", "lˈIt"), ("lˈe^ɪt", "en-us", "lˈAt"), ("ɡˈo^ʊ", "en-us", "ɡˈO"), ("ɡˈə^ʊ", "en", "ɡˈQ"),
        ("mˈiːt", "en-us", "mˈit"), ("mˈiːt", "en", "mˈiːt"), ("bˈʌtn\u0329", "en-us", "bˈʌtᵊn"),
        ("t^ʃˈɜːt^ʃ", "en-us", "ʧˈɜɹʧ"), ("ˈɔ̃", "fr", "ˈɔ̃"), ("lə (en)ʃˈə^ʊ(fr)", "fr", "lə ʃˈQ"),
        ("mˈut^ʃo", "es", "mˈuʧo"),
    ],
)  # fmt: skip
def test_phonemes_are_in_the_models_notation(ipa: str, language: str, said: str) -> None:
    assert rewritten(ipa, language) == said


# ---------------------------------------------------------------- the booth


def speech_like(seconds: float = 1.0, level: float = 0.05) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * 180 * time) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))).astype(np.float32)


def test_silence_around_is_trimmed_to_sixty_milliseconds() -> None:
    quiet = np.zeros(RATE, np.float32)
    cut = trimmed(np.concatenate([quiet, speech_like(), quiet]), RATE)
    assert cut.size / RATE == pytest.approx(1.12, abs=0.03)
    assert abs(cut[0]) < 1e-4
    assert abs(cut[-1]) < 1e-4


def test_trimming_never_shortens_what_is_heard() -> None:
    assert trimmed(speech_like(), RATE).size >= RATE
    assert trimmed(np.zeros(RATE, np.float32), RATE).size == 0
    assert trimmed(np.zeros(0, np.float32), RATE).size == 0


@pytest.mark.parametrize("level", [0.003, 0.05, 0.9])
def test_speech_comes_out_at_one_level_without_clipping(level: float) -> None:
    sound = levelled(np.concatenate([speech_like(level=level), np.zeros(RATE, np.float32)]), RATE)
    heard = sound[: int(0.9 * RATE)]
    assert 20 * np.log10(np.sqrt(np.mean(heard**2))) == pytest.approx(-20, abs=1.5)
    assert np.abs(sound).max() <= CEILING


def test_a_loud_burst_is_rounded_off_and_the_rest_untouched() -> None:
    sound = np.concatenate([speech_like(level=0.1), np.full(50, 3.0, np.float32)])
    bent = rounded(sound)
    assert np.abs(bent).max() <= CEILING
    assert np.array_equal(bent[:RATE], sound[:RATE])
    assert (np.diff([rounded(np.array([at], np.float32))[0] for at in np.linspace(0, 2, 50)]) >= 0).all()


def test_pauses_lie_between_and_not_after() -> None:
    sound = joined([(np.ones(100, np.float32), 0.01), (np.ones(50, np.float32), 5.0)], RATE)
    assert sound.size == 100 + 240 + 50
    assert joined([], RATE).size == 0


def test_a_line_is_plain_data(tmp_path: Path) -> None:
    line = Line(text="Hola", language="es", into=tmp_path / "x.wav")
    assert Line.model_validate(line.plain()) == line
