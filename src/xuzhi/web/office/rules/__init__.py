"""The rules can change: values, rounds, contact, notices, the calendar; proposed by one, approved by another."""
