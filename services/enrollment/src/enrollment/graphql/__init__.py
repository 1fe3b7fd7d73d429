"""Enrollment as a subgraph: translation only."""
