"""What enrollment tells others, and what it hears."""
