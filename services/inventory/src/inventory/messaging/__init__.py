"""What inventory tells others, and what it hears."""
