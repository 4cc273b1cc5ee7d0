"""What signing up asks besides the address and the password. Apart from forms.py, because the library's own forms
inherit from it while they are being imported."""

from typing import Any

from django import forms

from xuzhi.web.account.words import words_later


class NamedSignup(forms.Form):
    """Asks for the person's name; the adapter keeps it."""

    name = forms.CharField(
        max_length=100,
        label=words_later("label_name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: Any, user: Any) -> None:
        """Nothing more to do: the adapter has saved the name."""
