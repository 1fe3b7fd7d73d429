"""What training tells others, and what it hears."""
