"""New SQLite databases without Alembic: migrations run once in each process, then what they made is made again from its
SQL. Old databases, PostgreSQL, other migrations and all child processes take the product's own way."""

from sqlalchemy import Connection

from vidpipe.store import schema

migrate = schema._migrate
"""The product's own."""
_OURS = (schema.HEAD, schema.MIGRATIONS)
_made: list[str] = []


def remembered(connection: Connection) -> None:
    """In place of `schema._migrate`: by its own SQL where the database is empty and known, else by migrations."""
    empty = connection.dialect.name == "sqlite" and not _sql(connection)
    if not empty or (schema.HEAD, schema.MIGRATIONS) != _OURS:
        return migrate(connection)
    if not _made:
        migrate(connection)
        return _remember(connection)
    for statement in _made:
        connection.exec_driver_sql(statement)


def _remember(connection: Connection) -> None:
    rows = {table: _rows(connection, table) for table in _tables(connection)}
    assert rows.pop("alembic_version") == [(schema.HEAD,)]
    assert not any(rows.values()), "a migration writes rows: they have to be remembered too"
    _made[:] = [*_sql(connection), f"INSERT INTO alembic_version VALUES ('{schema.HEAD}')"]


def _sql(connection: Connection) -> list[str]:
    made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    return [str(row[0]) for row in connection.exec_driver_sql(made)]


def _tables(connection: Connection) -> list[str]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [str(row[0]) for row in connection.exec_driver_sql(named)]


def _rows(connection: Connection, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
