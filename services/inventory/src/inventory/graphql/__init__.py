"""Inventory as a subgraph: translation only."""
