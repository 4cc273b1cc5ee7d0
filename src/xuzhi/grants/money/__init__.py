"""The money of contracts: what was paid out, spent and recovered, against what the contract holds."""
