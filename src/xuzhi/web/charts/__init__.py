"""Tables of figures drawn as SVG, without a script: by Altair and vl-convert, in the page's own colours."""
