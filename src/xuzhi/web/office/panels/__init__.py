"""The office's pages about review panels: roster, panel of a case, sitting, console, result, ranking."""
