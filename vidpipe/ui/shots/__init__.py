"""Keyframes and clips: walls of pictures, the inspector with its takes, and what can be done with one of them."""
