"""Where the journal keeps what it knows."""
