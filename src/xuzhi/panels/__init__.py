"""Review panels: who may sit on a case, when they meet, how they score, and what came of it."""
