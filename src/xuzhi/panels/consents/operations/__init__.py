"""What can be done: ask_members, answer_consent, open_consents; one verb a file."""
