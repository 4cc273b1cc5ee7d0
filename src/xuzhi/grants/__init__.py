"""What is truly a grant's own: budgets and what they allow. Everything else about a proposal is a kind of case."""
