"""Package: reports that are owed, and the yearly extract of a village, for whoever works at a desk."""
