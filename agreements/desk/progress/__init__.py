"""How what is in force is going, for a village, a partner, a subdistrict, the district."""
