"""Acts with keys, webhooks and the API that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class KeyNameMissing(Refusal):
    """A key needs a name by which people know it. Values: longest."""

    code = "marketplace/connections.key_name_missing"


class ScopesMissing(Refusal):
    """A key may do something, and nothing but what there is."""

    code = "marketplace/connections.scopes_missing"


class ExpiryWrong(Refusal):
    """A key runs out between one day and the longest. Values: longest."""

    code = "marketplace/connections.expiry_wrong"


class TooManyKeys(Refusal):
    """A firm holds as many keys as it may. Values: most."""

    code = "marketplace/connections.too_many_keys"


class KeyUnknown(Refusal):
    """The firm has no such key, or it was revoked."""

    code = "marketplace/connections.key_unknown"


class UrlNotSafe(Refusal):
    """Messages cannot go to that address. Values: url."""

    code = "marketplace/connections.url_not_https"


class TopicsMissing(Refusal):
    """A webhook is told something, and nothing but what there is."""

    code = "marketplace.connections.topics_missing"


class TooManyWebhooks(Refusal):
    """A firm has as many webhooks as it may. Values: most."""

    code = "marketplace/connections.too_many_webhooks"


class WebhookUnknown(Refusal):
    """The firm has no such webhook, or it was removed."""

    code = "marketplace/connections.webhook_unknown"


class MessageUnknown(Refusal):
    """The webhook was never sent such a message."""

    code = "marketplace/connections.message_unknown"


class WebhookOff(Refusal):
    """The webhook was disabled; enabling it comes first."""

    code = "marketplace/connections.webhook_off"


class KeyReused(Refusal):
    """The same Idempotency-Key came with another act."""

    code = "marketplace/connections.idempotency_key_reused"


class StillRunning(Refusal):
    """The same act with the same Idempotency-Key is being done in this moment."""

    code = "marketplace/connections.still_running"
