"""What can be done with a notice: issue, deliver, read."""
