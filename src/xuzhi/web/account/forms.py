"""Forms of signing in and of firms, in our words: labels, hints and errors come from texts/."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import EmailValidator

from xuzhi.web.account.words import words, words_later, words_or_nothing


class InOurWords:
    """Gives each field label, hint and error by its name (or another one, in `called`); takes placeholders away."""

    called: ClassVar[dict[str, str]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            text = self.called.get(name, name)
            field.label = words_or_nothing(f"label_{text}") or field.label
            field.help_text = words_or_nothing(f"hint_{text}")
            field.widget.attrs.pop("placeholder", None)
            if missing := words_or_nothing(f"missing_{text}"):
                field.error_messages["required"] = missing
            if isinstance(field, forms.EmailField):
                malformed = EmailValidator(message=words("email_malformed"))
                field.validators = [malformed if isinstance(v, EmailValidator) else v for v in field.validators]
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class SignIn(InOurWords, account.LoginForm):
    """Address, password, and whether to stay signed in."""


class SignUp(InOurWords, account.SignupForm):
    """Name, address, password."""

    field_order: ClassVar[list[str]] = ["name", "email", "password1"]


class NewEmail(InOurWords, account.AddEmailForm):
    """The address to change to."""


class OtherEmail(InOurWords, account.ChangeEmailForm):
    """Another address while signing up."""


class ChangePassword(InOurWords, account.ChangePasswordForm):
    """The present password and the new one twice."""


class SetPassword(InOurWords, account.SetPasswordForm):
    """A password for an account that has none."""


class ForgotPassword(InOurWords, account.ResetPasswordForm):
    """Where to send the code for a new password."""


class NewPassword(InOurWords, account.ResetPasswordKeyForm):
    """The new password, twice."""


class ConfirmPassword(InOurWords, account.ReauthenticateForm):
    """The password again, before something that matters."""


class AskForCode(InOurWords, account.RequestLoginCodeForm):
    """Where to send the code to sign in with."""


class SignInCode(InOurWords, account.ConfirmLoginCodeForm):
    """The code to sign in with."""


class EmailCode(InOurWords, account.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""


class ResetCode(InOurWords, account.ConfirmPasswordResetCodeForm):
    """The code for a new password."""


class SecondStep(InOurWords, second_step.AuthenticateForm):
    """The code of the authenticator app, or a spare one."""


class ConfirmSecondStep(InOurWords, second_step.ReauthenticateForm):
    """The same, before something that matters."""


class TurnOnApp(InOurWords, totp.ActivateTOTPForm):
    """The first code of the authenticator app."""


class AddKey(InOurWords, webauthn.AddWebAuthnForm):
    """A passkey or security key, and its name."""

    called: ClassVar[dict[str, str]] = {"name": "key_name"}


class RenameKey(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for a key."""

    called: ClassVar[dict[str, str]] = {"name": "key_name"}


class PersonName(InOurWords, forms.Form):
    """A person's own name."""

    name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class FirmNumber(InOurWords, forms.Form):
    """The business number, with which a registration begins. What is wrong with it is said by the kernel."""

    ubn = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))


class FirmRegistration(InOurWords, forms.Form):
    """The rest of a firm's registration."""

    called: ClassVar[dict[str, str]] = {"name": "firm_name"}

    ubn = forms.CharField(max_length=20, widget=forms.HiddenInput)
    name = forms.CharField(max_length=400, widget=forms.TextInput(attrs={"autocomplete": "organization"}))
    county = forms.CharField(max_length=20, required=False)
    contact_email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class FirmContact(InOurWords, forms.Form):
    """The mailbox that a firm's letters go to."""

    contact_email = forms.EmailField()


class Invite(InOurWords, forms.Form):
    """A colleague to invite."""

    called: ClassVar[dict[str, str]] = {"email": "invite_email"}

    email = forms.EmailField()
    role = forms.ChoiceField(widget=forms.RadioSelect, initial="member")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("member", words("role_member")), ("owner", words("role_owner"))]  # type: ignore[attr-defined]


class CodeEntry(InOurWords, forms.Form):
    """The code that a firm was sent."""

    called: ClassVar[dict[str, str]] = {"code": "access_code"}

    code = forms.CharField(max_length=40, label=words_later("label_access_code"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Letters too: a telephone should not offer digits alone, and nothing should be filled in.
        self.fields["code"].widget.attrs |= {"inputmode": "text", "autocomplete": "off", "autocapitalize": "characters"}
