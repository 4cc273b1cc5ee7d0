"""How a listing is found: words and their kin, what a question asks for, how well a text answers it. Pure."""
