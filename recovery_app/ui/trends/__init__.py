"""The Trends page and its charts: the only place where pyqtgraph is imported, on the first visit."""
