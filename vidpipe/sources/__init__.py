"""One file for each kind of input that a person may bring: it becomes a Source. Found by a scan of this folder.

Sources are pure: they may neither fetch nor store, and see film, recipe, errors and ports alone.
"""
