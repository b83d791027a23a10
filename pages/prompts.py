"""Prompts: the words that each stage says to its model, and one's own in their place for the open film."""

from vidpipe.ui.page import Page
from vidpipe.ui.prompts.frame import prompts

PAGE = Page(title="Prompts", icon="edit_note", order=75, zone="film")

prompts()
