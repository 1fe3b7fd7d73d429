"""Access to a person's own record."""
