"""Where she draws the areas of a pose in which redness is measured."""
