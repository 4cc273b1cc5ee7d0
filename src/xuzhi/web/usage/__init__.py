"""Pages of usage records and ratings, for the two sides of a subscription and for the office."""
