"""Settings of the account library (django-allauth).

People sign in with an e-mail address and a password, with a code sent to that address, or with a passkey; a second
step (authenticator app or security key) can be added. Addresses are proved by a code, so that no mail scanner can
follow a link first.
"""

from datetime import timedelta as _timedelta

from xuzhi.wiring.environment import Environment as _Environment
from xuzhi.wiring.environment import Mode as _Mode

_environment = _Environment()

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account:arrived"
LOGOUT_REDIRECT_URL = "/"

ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.trusted_proxies

ACCOUNT_ADAPTER = "xuzhi.web.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "xuzhi.web.account.signup_base.NamedSignup"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = int(_timedelta(minutes=15).total_seconds())
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(_timedelta(minutes=10).total_seconds())
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = int(_timedelta(minutes=10).total_seconds())
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(_timedelta(minutes=15).total_seconds())
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _environment.mode is _Mode.PRODUCTION else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
}
ACCOUNT_FORMS = {
    "login": "xuzhi.web.account.forms.SignIn",
    "signup": "xuzhi.web.account.forms.SignUp",
    "add_email": "xuzhi.web.account.forms.NewEmail",
    "change_email": "xuzhi.web.account.forms.OtherEmail",
    "change_password": "xuzhi.web.account.forms.ChangePassword",
    "set_password": "xuzhi.web.account.forms.SetPassword",
    "reset_password": "xuzhi.web.account.forms.ForgotPassword",
    "reset_password_from_key": "xuzhi.web.account.forms.NewPassword",
    "reauthenticate": "xuzhi.web.account.forms.ConfirmPassword",
    "request_login_code": "xuzhi.web.account.forms.AskForCode",
    "confirm_login_code": "xuzhi.web.account.forms.SignInCode",
    "confirm_email_verification_code": "xuzhi.web.account.forms.EmailCode",
    "confirm_password_reset_code": "xuzhi.web.account.forms.ResetCode",
}

MFA_ADAPTER = "xuzhi.web.account.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers take http://localhost for safe; the demo runs there.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _environment.mode is not _Mode.PRODUCTION
MFA_TOTP_ISSUER = "Xuzhi"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "xuzhi.web.account.forms.SecondStep",
    "reauthenticate": "xuzhi.web.account.forms.ConfirmSecondStep",
    "activate_totp": "xuzhi.web.account.forms.TurnOnApp",
    "add_webauthn": "xuzhi.web.account.forms.AddKey",
    "edit_webauthn": "xuzhi.web.account.forms.RenameKey",
}
