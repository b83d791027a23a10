"""The library page: cast and brands that films of the workspace share. It draws nouns and sends intents."""
