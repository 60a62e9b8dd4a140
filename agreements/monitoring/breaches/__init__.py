"""A promise that was not kept: the case, the answer, and the steps that the agreement's own sanction names."""
