"""The demo's grants: plans on their way from a draft to the years after closing."""
