"""Notices: what the office tells a firm, in the site's inbox, by e-mail and as a numbered letter."""
