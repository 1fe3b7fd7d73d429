"""What may be followed as it happens."""
