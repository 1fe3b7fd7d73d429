"""How campaigns are prepared, children registered and applications made: one verb a file."""
