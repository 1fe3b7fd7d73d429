"""What the journal tells others, and what it hears."""
