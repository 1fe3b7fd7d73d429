"""PostgreSQL: one pool a service, migrations that wait for nobody, rows written in bulk."""

from chassis.database.migrate import NewerDatabase, migrate
from chassis.database.pool import Connection, Pool, open_connection, open_pool
from chassis.database.privileges import RoleMissing

__all__ = ["Connection", "NewerDatabase", "Pool", "RoleMissing", "migrate", "open_connection", "open_pool"]
