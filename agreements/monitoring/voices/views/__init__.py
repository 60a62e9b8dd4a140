"""The pages of citizens and of those who answer them."""
