"""What can be done with the money of a contract: one verb a file. Each is called in the transaction of the decision."""
