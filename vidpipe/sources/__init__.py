"""One file for each kind of input that a person may bring. A new kind is one new file here with a `SOURCE`.

`registry` finds it. Sources are pure: they may neither fetch nor store, and see film, recipe, errors and ports alone.
"""
