"""An agreement in force: obligations kept, work done, reports, breaches, disputes, changes, and how it ends."""
