"""Reads a district's table and fills the platform with exactly what it says, people invented."""
