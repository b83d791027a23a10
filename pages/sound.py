"""Sound: what is said over every scene, the music, and how loud each is."""

from vidpipe.ui.cutting.sound import sound, tools
from vidpipe.ui.page import Page
from vidpipe.ui.stage import stage_page

PAGE = Page(title="Sound", icon="graphic_eq", order=60, zone="film", step="sound")

stage_page("sound", sound, tools=tools)
