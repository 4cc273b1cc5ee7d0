"""What is listed, and how it is found. Everything here folds out of decisions; nothing is written by hand."""
