"""Who takes part: people who sign in, the firms they act for, the staff, and the codes that open a door once."""
