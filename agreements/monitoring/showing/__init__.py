"""What became of an agreement, as everybody may read it."""
