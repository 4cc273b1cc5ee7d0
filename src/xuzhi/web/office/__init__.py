"""The office's face: the queue by clock, and a case on one page."""
