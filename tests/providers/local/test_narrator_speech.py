"""The real engine, where it is installed: it speaks three languages, in its own process, the same each time."""

import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from vidpipe import process
from vidpipe.errors import Kind, ProviderError, Stopped
from vidpipe.providers.local.narrator import Line, engines, speak, speak_all

pytestmark = pytest.mark.skipif(not engines(), reason="the extra vidpipe[voice] is not installed")
RATE = 24_000
AURORA = {
    "en": "Meet Aurora: the bottle that keeps up with you.",
    "es": "Conoce Aurora: la botella que te acompaña.",
    "fr": "Voici Aurora : la gourde qui vous suit.",
}


def heard(path: Path) -> NDArray[np.float64]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return np.frombuffer(file.readframes(-1), "<i2") / 32768


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every language once, and English once more with the same and with another seed: all in one child."""
    folder = tmp_path_factory.mktemp("spoken")
    lines = [
        Line(text=text, language=language, seed=3, into=folder / f"{language}.wav") for language, text in AURORA.items()
    ]
    short = "A second take. And one more."
    lines += [Line(text=short, seed=seed, into=folder / f"{at}.wav") for at, seed in enumerate((3, 3, 4))]
    answers = speak_all(lines)
    return {line.into.stem: (answer, line.into) for line, answer in zip(lines, answers, strict=True)}


@pytest.mark.parametrize("language", AURORA)
def test_it_sounds_like_speech(spoken: dict[str, Any], language: str) -> None:
    answer, path = spoken[language]
    sound = heard(path)
    assert answer["milliseconds"] == pytest.approx(1000 * sound.size / RATE, abs=1)
    assert 0.035 < sound.size / RATE / len(AURORA[language]) < 0.11, "seconds a character"
    assert np.abs(sound).max() < 0.75
    assert 20 * np.log10(np.sqrt(np.mean(sound**2))) == pytest.approx(-21, abs=3)
    assert abs(sound.mean()) < 1e-3
    power = np.abs(np.fft.rfft(sound)) ** 2
    at = np.fft.rfftfreq(sound.size, 1 / RATE)
    assert at[np.searchsorted(np.cumsum(power) / power.sum(), 0.999)] > 3500, "has consonants"
    level = np.sqrt((sound[: sound.size // 240 * 240].reshape(-1, 240) ** 2).mean(axis=1))
    beat = np.abs(np.fft.rfft(level - level.mean())) ** 2
    often = np.fft.rfftfreq(level.size, 0.01)
    syllables = beat[(often >= 1.5) & (often <= 9)].sum() / beat[often >= 0.5].sum()
    assert syllables > 0.4, "louder and softer at the pace of syllables"


def test_each_language_has_its_own_sounds(spoken: dict[str, Any]) -> None:
    said = {language: spoken[language][0]["phonemes"] for language in AURORA}
    assert said["en"].startswith("mˈit ɔɹˈɔɹə")
    assert said["es"].startswith("konˈoθe Wɾˈoɾa")
    assert said["fr"].startswith("vwasˌi oʁoʁˈa")
    assert [spoken[language][0]["voice"] for language in AURORA] == ["af_heart", "ef_dora", "ff_siwis"]


def test_the_same_seed_is_the_same_reading_and_another_another(spoken: dict[str, Any]) -> None:
    first, second, other = (spoken[str(at)][1].read_bytes() for at in range(3))
    assert first == second
    assert second != other


def test_pieces_tell_when_each_sentence_is_heard(spoken: dict[str, Any]) -> None:
    answer, path = spoken["0"]
    assert [piece["text"] for piece in answer["pieces"]] == ["A second take. And one more."]
    assert answer["pieces"][-1]["end"] <= answer["milliseconds"] + 2
    assert np.abs(heard(path)[:48]).max() < 0.01


def test_espeak_refuses_a_name_it_does_not_have_and_stays_in_none() -> None:
    """A wrong name would be phonemised silently in the language before."""
    from vidpipe.providers.local.narrator.phonemes import Phonemizer

    phonemizer = Phonemizer()
    before = phonemizer.phonemes("kilomètre", "fr")
    with pytest.raises(ProviderError) as refused:
        phonemizer.phonemes("kilomètre", "fr-fr")
    assert refused.value.kind is Kind.INVALID
    assert phonemizer.phonemes("kilomètre", "fr") == before == "kilomˈɛtʁ"


@pytest.mark.parametrize("language", ["en-us", "en", "es", "fr"])
def test_the_vocabulary_knows_every_phoneme(language: str) -> None:
    import json

    from vidpipe.providers.local.narrator.phonemes import Phonemizer
    from vidpipe.providers.local.narrator.voices import FOLDER

    known = json.loads((FOLDER / "vocabulary.json").read_text(encoding="utf-8"))["vocab"]
    text = {
        "es": "El ñandú, ¿vio 24 llaves? ¡Qué güisqui tan añejo! Yo jugué, ayer, con Xavi y Wendy.",
        "fr": "L'œuf, un ours brun : où est-il ? 91 garçons rêvaient d'un oignon, hélas… vingt-et-un.",
    }.get(
        language,
        "The quick brown fox jumps over 1,234 lazy dogs; George's church, thought-through measures & a button!",
    )
    said = Phonemizer().phonemes(text, language)
    assert len(said) > 40
    assert set(said) <= set(known)


def test_a_stop_ends_the_child_at_once(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        speak("Hello there, friend.", language="en", voice="", seed=1, into=tmp_path / "x.wav", stopped=lambda: True)
    assert not (tmp_path / "x.wav").exists()


def test_a_child_that_dies_is_an_error_that_may_be_tried_again(tmp_path: Path) -> None:
    with pytest.raises(ProviderError) as failed:
        speak("Hello there.", language="en", voice="", seed=1, into=tmp_path / "no" / "such" / "folder" / "x.wav")
    assert failed.value.kind is Kind.RETRY
    assert failed.value.billed is False


def test_the_child_answers_a_wrong_job_in_words(tmp_path: Path) -> None:
    job = tmp_path / "job.json"
    job.write_text(
        '{"threads": 1, "lines": [{"text": "Hallo Welt", "language": "de", "into": "x.wav"}]}', encoding="utf-8"
    )
    done = process.run(
        process.python_command("vidpipe.providers.local.narrator", str(job)), limits=process.Limits(seconds=120)
    )
    assert b'"kind": "invalid"' in done.out
