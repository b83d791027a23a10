"""The narrator: lines of text become spoken sound, where the extra `vidpipe[voice]` is installed.

The model and the phonemes live in a child process of their own, so that its memory comes back and a crash stays there.
This package may not import onnxruntime or espeak in the caller's process, and knows nothing of projects or the store.
"""

from vidpipe.providers.local.narrator.engine import Engine, engines
from vidpipe.providers.local.narrator.lines import Line
from vidpipe.providers.local.narrator.speaking import speak, speak_all
from vidpipe.providers.local.narrator.voices import Voice, voice_for, voices

__all__ = ["Engine", "Line", "Voice", "engines", "speak", "speak_all", "voice_for", "voices"]
