"""Where training keeps what it knows."""
