"""The Prompt Lab's façade: grids of prompts, models and seeds, what people think of the results, templates, sets.

A grid is a project like a film, of another kind: its cells are slots, so plan, cache, ledger and worker are the same.
Pages, commands and notebooks call this through `Studio.lab`; it calls the façade of a film where a result is used.
"""

from vidpipe.lab.batch import BatchPrice, FilmPrice
from vidpipe.lab.differing import Difference, Words
from vidpipe.lab.experiment import CellView, Experiment, GridView
from vidpipe.lab.filmset import Set, SetFilm, SetView
from vidpipe.lab.lab import Lab, Run
from vidpipe.lab.pricing import GridPrice, ModelPrice

__all__ = [
    "BatchPrice",
    "CellView",
    "Difference",
    "Experiment",
    "FilmPrice",
    "GridPrice",
    "GridView",
    "Lab",
    "ModelPrice",
    "Run",
    "Set",
    "SetFilm",
    "SetView",
    "Words",
]
