"""How the account library behaves here: what it says, whom it makes, where it leads."""

import base64
from hashlib import sha256
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils import timezone

from xuzhi.web.account.words import words, words_later


class AccountAdapter(DefaultAccountAdapter):
    """Says things in our words; keeps names and lower-case addresses."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": words_later("account_inactive"),
        "cannot_remove_primary_email": words_later("email_primary_stays"),
        "duplicate_email": words_later("email_mine"),
        "email_password_mismatch": words_later("signin_wrong"),
        "email_taken": words_later("email_taken"),
        "enter_current_password": words_later("password_current_wrong"),
        "incorrect_code": words_later("code_wrong"),
        "incorrect_password": words_later("password_wrong"),
        "invalid_login": words_later("signin_wrong"),
        "invalid_or_expired_key": words_later("key_invalid"),
        "invalid_password_reset": words_later("key_invalid"),
        "max_email_addresses": words_later("email_too_many"),
        "rate_limited": words_later("rate_limited"),
        "same_as_current": words_later("email_same"),
        "select_only_one": words_later("choose_one"),
        "too_many_login_attempts": words_later("signin_too_many"),
        "unknown_email": words_later("email_unknown"),
        "unverified_primary_email": words_later("email_primary_unverified"),
    }

    def save_user(self, request: Any, user: Any, form: Any, commit: bool = True) -> Any:
        user.name = form.cleaned_data.get("name", "").strip()
        user.joined_at = timezone.now()
        return super().save_user(request, user, form, commit=commit)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        names = {
            "reauthenticate": "use_password",
            "mfa_reauthenticate": "use_second_step",
            "mfa_reauthenticate:webauthn": "use_key",
        }
        methods = super().get_reauthentication_methods(user)
        for method in methods:
            if method["id"] in names:
                method["description"] = words(names[method["id"]])
        return methods


class SecondStepAdapter(DefaultMFAAdapter):
    """Says things in our words; keeps the secrets of authenticator apps encrypted."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": words_later("second_step_email"),
        "cannot_delete_authenticator": words_later("second_step_stays"),
        "cannot_generate_recovery_codes": words_later("second_step_needed"),
        "incorrect_code": words_later("code_wrong"),
        "unverified_email": words_later("second_step_unverified"),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, on white whatever the page's colours; inline, as no picture may come from elsewhere."""
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        from allauth.mfa.models import Authenticator

        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return words("key_name", number=number)


def _box() -> Fernet:
    key = sha256(b"xuzhi.web.account.second_step" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
