"""Long trials: what `make test` samples, done in full. Seeded, and counted."""
