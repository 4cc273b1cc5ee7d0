"""What people do about plans: one verb, one file."""
