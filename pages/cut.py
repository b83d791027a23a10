"""Cut: the film to watch, its joints, its files and what was measured on them."""

from vidpipe.ui.cutting.watch import cut, tools
from vidpipe.ui.page import Page
from vidpipe.ui.stage import stage_page

PAGE = Page(title="Cut", icon="content_cut", order=70, zone="film", step="cut")

stage_page("cut", cut, tools=tools)
