"""The opening minute: every family of a district applies at once."""
