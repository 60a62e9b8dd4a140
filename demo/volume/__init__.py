"""A national database made by rule: every village, thousands of partners, any number of agreements with their lives."""
