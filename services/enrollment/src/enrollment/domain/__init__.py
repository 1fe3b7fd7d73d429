"""What the service knows about queues and places, without input, output or a framework."""
