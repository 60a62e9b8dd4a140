"""Parties who differ: claim, answer, deliberation, the right facilitator, minutes, and what follows from them."""
