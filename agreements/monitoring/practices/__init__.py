"""A finished cooperation told so that others learn from it: what worked, what failed, with figures from the data."""
