"""What a district records of its villages: a new name or code, a merger, a split; and what follows for their people."""
