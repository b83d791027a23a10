"""Moods: directions that the film could look like, side by side; one is chosen, and all that follows is made in it."""

from vidpipe.ui.moods.board import moods, tools
from vidpipe.ui.page import Page
from vidpipe.ui.stage import stage_page
from vidpipe.ui.view.moods import line

PAGE = Page(title="Moods", icon="palette", order=25, zone="film", step="moods")

stage_page("moods", moods, tools=tools, line=line)
