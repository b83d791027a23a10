"""Storyboard: the scenes in order, their words and their look, changed in place."""

from vidpipe.ui.page import Page
from vidpipe.ui.stage import stage_page
from vidpipe.ui.storyboard.script import line, script, tools

PAGE = Page(title="Storyboard", icon="view_carousel", order=30, zone="film", step="storyboard")

stage_page("storyboard", script, tools=tools, line=line, ticks=False)
