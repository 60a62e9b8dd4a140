"""Villages change their name or code, merge or split: what they were called before, and who carries on."""
