"""The applicant's face: cases of one's own firm, from the first question to the receipt and the letters."""
