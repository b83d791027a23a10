"""One file = one arrow of the film's flow: which slots, from what, by which recipe. Pure but for `make`.

A new stage is one new file here with a `STAGE`; `registry` finds it.
"""
