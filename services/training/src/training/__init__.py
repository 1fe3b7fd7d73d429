"""Training: the people who work in schools, where they work, and since when."""
