"""The demo: a story of villages in Kabupaten Kebumen as data, replayed through the portal's own verbs."""
