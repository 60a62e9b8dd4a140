"""An agreement that changes while it holds: addenda, the text in force on any day, suspension, renewal."""
