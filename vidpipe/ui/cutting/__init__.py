"""Sound and cut: lines and levels, the player, the timeline, the files. It draws view-models and sends intents."""
