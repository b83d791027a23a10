"""How Alembic runs here: always on a connection that the store gives, inside its transaction."""

from alembic import context

from vidpipe.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
