"""The Sessions page: the visits to the clinic, what was done there, and when the next is due."""
