"""Enrollment: children, who answers for them, and the orders that make them pupils."""
