"""Keyframes: the start and the end of every scene, their takes, and the one that is picked."""

from vidpipe.ui.page import Page
from vidpipe.ui.shots.pictures import keyframe_facts, keyframe_tools, keyframes
from vidpipe.ui.stage import stage_page

PAGE = Page(title="Keyframes", icon="photo_library", order=40, zone="film", step="keyframes")

stage_page("keyframes", keyframes, tools=keyframe_tools, line=keyframe_facts)
