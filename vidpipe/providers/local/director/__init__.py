"""The local director: writes a brief, a storyboard or a treatment from any prompt, with no model and no network.

Pure functions of their input, the same by seed. It reads the library and the film's nouns; it paints, speaks and
stores nothing. Other packages import it through here alone: two threads that begin at different files of it would each
wait for what the other has half imported.
"""

from vidpipe.providers.local.director.board import write_storyboard
from vidpipe.providers.local.director.briefing import write_brief
from vidpipe.providers.local.director.dialogue import converse
from vidpipe.providers.local.director.mooding import write_in_mood, write_moods
from vidpipe.providers.local.director.picturing import aimed, as_noted, in_english
from vidpipe.providers.local.director.sourced import write_reading
from vidpipe.providers.local.director.telling import write_lines
from vidpipe.providers.local.director.treating import write_treatment

__all__ = [
    "aimed",
    "as_noted",
    "converse",
    "in_english",
    "write_brief",
    "write_in_mood",
    "write_lines",
    "write_moods",
    "write_reading",
    "write_storyboard",
    "write_treatment",
]
