"""How an agreement ends, on one of the nine grounds, and what has to be settled afterwards."""
