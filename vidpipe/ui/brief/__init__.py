"""The parts of the Brief page."""
