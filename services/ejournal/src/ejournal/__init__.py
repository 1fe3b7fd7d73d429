"""The journal: school years, classes, who sits in them and who teaches them."""
