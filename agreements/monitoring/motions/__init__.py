"""What needs the consent of all parties: one proposes, each party's head says yes or no."""
