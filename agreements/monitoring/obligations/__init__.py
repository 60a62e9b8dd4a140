"""What was promised becomes dated work: when each obligation falls due, what was done, who confirmed it."""
