"""Text to the phonemes that the model was trained on, by espeak-ng. For the child only: it loads a C library."""

import ctypes
import re

from vidpipe.errors import Kind, ProviderError

UTF8 = 1
IPA, TIED = 0x02, 0x80
TIE = "^"
MARKS = re.compile(r"([.,:;!?…—]+)(?=[\s\"'”»)\]]|$)")

ENGLISH = {
    "a^ɪ": "I", "a^ʊ": "W", "e^ɪ": "A", "ɔ^ɪ": "Y", "o^ʊ": "O", "ə^ʊ": "Q", "d^ʒ": "ʤ", "t^ʃ": "ʧ", "ə^l": "ᵊl",
    "ʔˌn\u0329": "tᵊn", "ʔn": "tᵊn", "ʔ": "t", "ɚ": "əɹ", "ɐ": "ə", "r": "ɹ", "x": "k", "ç": "k", "ɬ": "l", "ʲ": "",
    "\u0303": "",
}  # fmt: skip
AMERICAN = {"ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɪə": "iə", "ː": "", "e": "A", "o": "ɔ"}
BRITISH = {"e^ə": "ɛː", "iə": "ɪə", "e": "ɛ", "o": "ɔ"}
ROMANCE = {
    "a^ɪ": "I", "a^ʊ": "W", "e^ɪ": "A", "ɔ^ɪ": "Y", "o^ʊ": "O", "d^z": "ʣ", "d^ʒ": "ʤ", "t^s": "ʦ", "t^ʃ": "ʧ", "-": "",
    "ə^ʊ": "Q", "s^s": "S",
}  # fmt: skip
TABLES = {"en-us": (ENGLISH, AMERICAN), "en": (ENGLISH, BRITISH), "es": (ROMANCE,), "fr": (ROMANCE,)}
"""From espeak's IPA to the notation of the model's training: diphthongs and affricates are one sign."""


class Phonemizer:
    """espeak-ng, set to one language at a time."""

    def __init__(self) -> None:
        import espeakng_loader

        self._espeak = ctypes.CDLL(espeakng_loader.get_library_path())
        self._espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
        data = espeakng_loader.get_data_path().encode()
        # Output mode 2 is synchronous; option 0x8000: do not end the process where the data is missing.
        if self._espeak.espeak_Initialize(2, 0, data, 0x8000) < 0:
            raise ProviderError(
                Kind.GONE, "espeak-ng could not start", remedy="Reinstall espeakng-loader.", billed=False
            )
        self._language = ""

    def phonemes(self, text: str, language: str) -> str:
        """The phonemes of a text with its punctuation; `language` is `en-us`, `en` (British), `es` or `fr`.

        Raises ProviderError(INVALID) where espeak does not have the language: it would go on in the one before.
        """
        self._speak(language)
        said = ""
        for at, part in enumerate(MARKS.split(" ".join(text.split()))):
            if at % 2:
                said = said.rstrip() + part[0]
            elif part.strip():
                said += (" " if said else "") + self._clause(part.strip())
        return rewritten(said, language)

    def _speak(self, language: str) -> None:
        if language == self._language:
            return
        if self._espeak.espeak_SetVoiceByName(language.encode()) != 0:
            raise ProviderError(
                Kind.INVALID, f"espeak-ng does not speak {language!r}", remedy="Use en, es or fr.", billed=False
            )
        self._language = language

    def _clause(self, text: str) -> str:
        buffer = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_void_p(ctypes.addressof(buffer))
        mode = IPA | TIED | ord(TIE) << 8
        found: list[str] = []
        while rest.value and len(found) <= len(text):
            said = self._espeak.espeak_TextToPhonemes(ctypes.byref(rest), UTF8, mode)
            found.append(said.decode() if said else "")
        return " ".join(part for part in found if part)


def rewritten(ipa: str, language: str) -> str:
    """espeak's IPA in the model's notation, without the marks where espeak changed its language."""
    said = re.sub(r"\([a-z^-]+\)", "", ipa)
    for table in TABLES.get(language, (ROMANCE,)):
        for old in sorted(table, key=len, reverse=True):
            said = said.replace(old, table[old])
    said = re.sub("(\\S)\u0329", "ᵊ\\1", said) if language.startswith("en") else said.replace("\u0329", "")
    return " ".join(said.replace(TIE, "").replace("_", "").split())
