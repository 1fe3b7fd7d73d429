"""The rules of training: no I/O, no framework."""
