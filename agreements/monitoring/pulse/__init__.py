"""How an agreement in force is doing, counted beforehand: promises kept, money, silence, the early-warning score."""
