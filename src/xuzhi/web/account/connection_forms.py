"""Forms of keys and webhooks."""

from typing import Any, ClassVar

from django import forms

from xuzhi.marketplace.connections.limits import LONGEST_EXPIRY_DAYS, LONGEST_NAME, LONGEST_URL
from xuzhi.marketplace.connections.signing import SCOPES
from xuzhi.marketplace.connections.topics import TOPICS
from xuzhi.web.account.forms import InOurWords
from xuzhi.web.account.words import words

USUAL_DAYS = 90


def scope_words(scope: str) -> str:
    return words(f"scope_{scope.replace(':', '_')}")


def topic_words(topic: str) -> str:
    return words(f"topic_{topic.replace('.', '_')}")


class NewApiKey(InOurWords, forms.Form):
    """What a key is for, what it may do, and for how long."""

    called: ClassVar[dict[str, str]] = {"name": "api_key_name"}

    name = forms.CharField(max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    valid_days = forms.IntegerField(
        min_value=1, max_value=LONGEST_EXPIRY_DAYS, initial=USUAL_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(each, scope_words(each)) for each in SCOPES]  # type: ignore[attr-defined]


class NewWebhook(InOurWords, forms.Form):
    """Where to tell what."""

    called: ClassVar[dict[str, str]] = {"url": "webhook_url"}

    url = forms.CharField(
        max_length=LONGEST_URL, widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
    )
    topics = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = [(each, topic_words(each)) for each in TOPICS]  # type: ignore[attr-defined]
