"""Where inventory keeps what it knows."""
