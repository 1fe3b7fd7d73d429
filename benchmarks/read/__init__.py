"""What a read costs: the compiled plan against hand-written code and against plain Strawberry."""
