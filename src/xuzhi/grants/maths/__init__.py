"""What is computed for grants without a database: who reviews what, when and where, and how alike plans are. Pure."""
