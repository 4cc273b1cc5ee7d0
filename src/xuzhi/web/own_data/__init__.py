"""All that the platform holds of a person or a firm, to take away: at any time, by themselves, free."""
