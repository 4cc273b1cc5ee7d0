"""Examples run by the engine."""
def failing_examples(programme):
    return []
