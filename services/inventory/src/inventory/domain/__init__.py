"""The rules of inventory: no I/O, no framework."""
