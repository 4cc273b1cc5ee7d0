"""What a buyer calls things, where the form's words speak to the supplier."""

from xuzhi.kernel.texts import has_text, say


def own_words(sort: str, name: str, otherwise: str) -> str:
    """The buyer's word for a `part` or `fact` of the form, or the form's own."""
    key = f"marketplace.{sort}_{name.replace('.', '_')}"
    return say(key) if has_text(key) else otherwise
