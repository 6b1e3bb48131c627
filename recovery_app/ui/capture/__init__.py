"""Taking photos with a camera, over a ghost of the photo they shall resemble."""
