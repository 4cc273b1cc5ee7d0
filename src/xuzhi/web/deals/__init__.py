"""What buyer and supplier have with each other: the same pages for both, each side with its own address and acts."""
