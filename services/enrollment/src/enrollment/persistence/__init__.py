"""Where enrollment keeps what it knows."""
