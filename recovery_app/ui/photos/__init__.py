"""The Photos page and the viewer: pictures by session and day, brought in, small and large."""
