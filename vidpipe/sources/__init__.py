"""One file for each kind of input that a person may bring. A new kind is one new file here with a `SOURCE`.

`registry` finds it; `reading` has it read, all but plain text in a limited child process. Sources are pure: they may
neither fetch nor store, and see film, recipe, errors, process and ports alone.
"""
