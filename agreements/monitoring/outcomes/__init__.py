"""What the cooperation changed: indicators with baseline, target and measurements."""
