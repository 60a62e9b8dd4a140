"""What the program costs, as ratios against the bare work: `python -m benchmarks`."""
