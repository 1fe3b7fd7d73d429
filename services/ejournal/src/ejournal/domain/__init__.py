"""The rules of the journal: no I/O, no framework."""
