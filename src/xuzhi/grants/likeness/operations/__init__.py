"""sign_plans (the machine): what was handed in can be compared; import_funded: a list of funded plans comes in."""
