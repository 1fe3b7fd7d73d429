"""Real PostgreSQL for tests and for the development host; never part of a running service."""
