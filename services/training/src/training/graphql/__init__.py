"""Training as a subgraph: translation only."""
