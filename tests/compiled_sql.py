"""Engines that compile a statement once in each process, not once for each workspace that a test opens.

SQLAlchemy keeps what it compiled by dialect and engine; the tests open thousands of engines of two kinds. The first
of a kind that connected gives its dialect and what it compiled to all later ones.
"""

from typing import Any

import sqlalchemy
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL

_first: dict[str, Engine] = {}


def create_engine(url: URL, **options: Any) -> Engine:
    made = sqlalchemy.create_engine(url, **options)
    kind = made.dialect.name
    if kind in _first:
        made.dialect, made._compiled_cache = _first[kind].dialect, _first[kind]._compiled_cache
    else:
        event.listen(made, "connect", lambda *_: _first.setdefault(kind, made))
    return made
