"""The page of sets: a table of hooks, calls to action, languages and shapes, its price, and the films side by side."""
