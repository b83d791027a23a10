"""Library: characters, products, places and brands that all films of this workspace may take. Saved at once."""

from vidpipe.ui.page import Page
from vidpipe.ui.stock.frame import library

PAGE = Page(title="Library", icon="inventory_2", order=4, zone="studio")

library()
