"""Who of a firm is at which page of a plan: told when a page is opened and when it is saved, and never asked for."""
