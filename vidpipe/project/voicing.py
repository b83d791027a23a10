"""Who speaks a film in each of its languages: as a person chose, else a voice of that language like the film's own."""

from vidpipe.casting import LOCAL
from vidpipe.errors import BadInput, NotFound, ProviderError
from vidpipe.film.catalogue import Caps, Role, VoiceView
from vidpipe.film.lines import tongue
from vidpipe.film.noun import Noun
from vidpipe.library.models import ANY
from vidpipe.project.translating import Translating


class Speaker(Noun):
    """Who speaks a language: `chosen` the voice that a person named for it, '' for nobody; `heard` the one that is
    heard, None where that is left to the model; `default` the one that is heard where nobody is named. `voices` are
    those that there are to choose from."""

    language: str
    chosen: str
    heard: VoiceView | None
    default: VoiceView | None
    voices: tuple[VoiceView, ...]


class Voicing(Translating):
    """The film's voices."""

    def speaker(self, language: str = "") -> Speaker:
        """Who speaks the film's own language, or a further one. Raises NotFound."""
        tag = self._meant_tongue(language)
        caps, settings = self._speech(), self.settings
        there = _voices(caps, tag)
        own = tag == self.overview.language
        chosen = settings.voice if own else settings.voices.get(tag, "")
        default = _heard(caps, tag, "" if own else settings.voice)
        return Speaker(
            language=tag,
            chosen=chosen,
            heard=_heard(caps, tag, chosen) if chosen else default,
            default=default,
            voices=there,
        )

    def choose_voice(self, voice: str, language: str = "") -> None:
        """Have a language spoken by a voice, by its id or its name; '' leaves it to the film. What was spoken is stale
        then. Raises NotFound, BadInput for a voice that does not speak it."""
        tag = self._meant_tongue(language)
        named = _named(_voices(self._speech(), tag), voice, tag) if voice.strip() else ""
        if tag == self.overview.language:
            return self.change(voice=named)
        before = self.settings
        voices = {one: name for one, name in before.voices.items() if one != tag} | ({tag: named} if named else {})
        return self.change(voices=voices)

    def _meant_tongue(self, language: str) -> str:
        own = self.overview.language
        return own if language in ("", own) else self.language(language).language

    def _speech(self) -> Caps | None:
        return self._read()[1].film.caps.get(Role.SPEECH)


def _voices(caps: Caps | None, tag: str) -> tuple[VoiceView, ...]:
    main = tag.partition("-")[0].lower()
    found = caps.voices if caps else ()
    return tuple(voice for voice in found if voice.language.partition("-")[0].lower() in (main, ANY))


def _heard(caps: Caps | None, tag: str, wish: str) -> VoiceView | None:
    """The voice that a model speaks with where this one is asked for."""
    if caps is None:
        return None
    name = wish
    if caps.provider == LOCAL:
        from vidpipe.providers.local.narrator import voice_for

        try:
            name = voice_for(tag, wish).name
        except ProviderError:
            return None
    return next((voice for voice in caps.voices if voice.id == name), None)


def _named(there: tuple[VoiceView, ...], said: str, tag: str) -> str:
    plain = said.strip().lower()
    for voice in there:
        if plain in (voice.id.lower(), voice.title.lower(), voice.title.partition(",")[0].lower()):
            return voice.id
    if not there:
        raise NotFound(f"No voice here speaks {tongue(tag)}", remedy="Choose another model for speech.")
    known = ", ".join(f"{voice.id} ({voice.title})" for voice in there[:8])
    raise BadInput(f"No voice {said[:60]!r} speaks {tongue(tag)}", remedy=f"There are {known}.")
