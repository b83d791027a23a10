"""The storyboard page: strip, editor, rows, style guide and cast. It draws view-models and sends intents."""
