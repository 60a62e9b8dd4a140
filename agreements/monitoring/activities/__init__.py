"""The work itself: who does what where and when, how far it is, what it cost and whom it reached."""
