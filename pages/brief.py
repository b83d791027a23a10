"""Brief: a talk about what the film should be, and the brief that fills beside it."""

from vidpipe.ui.brief.page import brief_page
from vidpipe.ui.page import Page

PAGE = Page(title="Brief", icon="chat", order=20, zone="film", step="brief")

brief_page()
