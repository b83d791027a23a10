"""Prompt Lab: prompts, models and seeds side by side; rate them, and put the winner into a film."""

from vidpipe.ui.lab.frame import lab
from vidpipe.ui.page import Page

PAGE = Page(title="Prompt Lab", icon="science", order=2, zone="studio")

lab()
