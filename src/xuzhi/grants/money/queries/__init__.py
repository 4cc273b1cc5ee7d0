"""What a page may ask of the money of a contract."""
