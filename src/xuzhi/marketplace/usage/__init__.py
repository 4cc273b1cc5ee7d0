"""Usage records: what is counted, how a line is read, what of a series looks wrong. Pure: nothing asks a database."""
