"""Yearly and final reports: prefilled from the data, signed off by the head, read by whom they are owed."""
