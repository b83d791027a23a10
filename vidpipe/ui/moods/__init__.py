"""The moods' page: directions side by side, and what can be done about each."""
