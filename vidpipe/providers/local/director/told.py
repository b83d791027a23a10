"""Prompts that tell their own scenes, sentence by sentence: which sentence is which scene, and what it changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vidpipe.library.lexicon import LANGUAGES, lexicon, words, world
from vidpipe.library.structure import Beat, beats
from vidpipe.providers.local.director.sense import where
from vidpipe.providers.local.director.text import word_count
from vidpipe.providers.local.director.things import Thing, things

ORDER = ("introduction", "call", "journey", "trial", "wonder", "turning_point", "return")
DIRECTION = re.compile(
    r"^(?:make|keep|use|style|tone|mood|duration|length|format|please|no\s|avoid|include|add|camera|"
    r"aspect|should|shoot|film it|voice|"
    r"music|narrat|the (?:style|tone|mood|music|film|video)|i want|we want|usa|evita|estilo|tono|música|"
    r"duración|formato|incluye|el (?:estilo|tono)|"
    r"utilise|évite|style|ton\b|musique|durée|format|le (?:style|ton))",
    re.I,
)
LENGTH = re.compile(r"\b\d+\s*(?:s|sec|seconds?|segundos?|secondes?|minutes?|minutos?)\b", re.I)


@dataclass(frozen=True)
class Told:
    """One scene as the prompt tells it. `setting`, `time`, `weather` are '' where the sentence does not say."""

    text: str
    beat: Beat
    setting: str = ""
    time: str = ""
    weather: str = ""
    seen: tuple[Thing, ...] = ()


def events(sentences: Sequence[str]) -> list[str]:
    """The sentences in which something happens; what only instructs the film maker is left out."""
    return [one for one in sentences if not DIRECTION.match(one) and not LENGTH.search(one) and word_count(one) >= 3]


def tell(sentences: Sequence[str], language: str, scenes: int) -> list[Told]:
    """As many scenes as there are sentences and room for; of too many sentences a spread from first to last."""
    happening = events(sentences)
    if language not in LANGUAGES or len(happening) < 3 or scenes < 3:
        return []
    if len(happening) > scenes:
        step = (len(happening) - 1) / (scenes - 1)
        happening = [happening[round(index * step)] for index in range(scenes)]
    return [_told(one, language, index, len(happening)) for index, one in enumerate(happening)]


def _told(sentence: str, language: str, index: int, total: int) -> Told:
    lex, said = lexicon(language), words(sentence)
    place = next((one.id for one in where(sentence, said, lex)), "")
    weather = next((one.id for one in lex.find("weathers", said) if one.id in ("rain", "storm", "snow", "fog")), "")
    time = next((one.id for one in lex.find("times", said)), "")
    name = ORDER[min(len(ORDER) - 1, index * len(ORDER) // total)] if index < total - 1 else "closing_image"
    setting = world()["places"][place]["settings"][0] if place else ""
    return Told(sentence, beats()[name], str(setting), time, weather, tuple(things(sentence, said, lex)))
