"""What citizens say about an agreement in force, checked, answered in the open, counted."""
