"""Sets: one film and a table become many films, at the price of what differs; compared side by side."""

from vidpipe.ui.page import Page
from vidpipe.ui.sets.frame import page

PAGE = Page(title="Sets", icon="apps", order=3, zone="studio")

page()
