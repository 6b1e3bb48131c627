"""`make bench`: what the program takes, beside what it cannot be faster than, in the same run."""
