"""What it costs to know who asks, and what they may."""
