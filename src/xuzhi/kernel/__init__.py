"""What every room speaks: clauses, findings, money, days as the law counts them. Pure; imports nothing of the house."""
