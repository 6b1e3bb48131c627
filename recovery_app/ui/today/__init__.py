"""The Today page: a day noted in seconds."""
