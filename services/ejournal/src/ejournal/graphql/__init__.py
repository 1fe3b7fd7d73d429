"""The journal as a subgraph: translation only."""
