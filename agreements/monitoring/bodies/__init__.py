"""The inter-village body (BKAD) that a joint regulation sets up to carry it out."""
