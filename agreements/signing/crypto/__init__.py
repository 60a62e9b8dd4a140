"""Keys, certificates, PAdES signatures and their inspection: craft that knows bytes and moments, no agreements."""
