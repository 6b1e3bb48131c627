"""How hard the properties of the domain are tried: enough to bite, short enough for every run."""

from hypothesis import settings

# No time limit for one example: a busy machine is no fault of the arithmetic.
settings.register_profile("recovery", max_examples=60, deadline=None)
settings.load_profile("recovery")
