"""What pages may ask about plans."""
