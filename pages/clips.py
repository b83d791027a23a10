"""Clips: the moving picture of every scene, its takes, and what to do where one was refused."""

from vidpipe.ui.page import Page
from vidpipe.ui.shots.pictures import clip_facts, clip_tools, clips
from vidpipe.ui.stage import stage_page

PAGE = Page(title="Clips", icon="movie", order=50, zone="film", step="clips")

stage_page("clips", clips, tools=clip_tools, line=clip_facts)
