"""Tables of the parties room.

`User` and `ParkedForm` are kept as they are (a password hash and a half-typed form are nobody's history). All the
others are read models: they are dropped and rebuilt from events, so their keys come out of the events and nothing
here is numbered by the database.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address; addresses are kept in lower case, so that one person has one account."""

    use_in_migrations = True

    def create_user(
        self, email: str, password: str | None = None, *, name: str = "", at: datetime | None = None, **others: Any
    ) -> User:
        """Make a person who can sign in. Without a password, only an e-mailed code or a passkey opens the account."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user: User = self.model(email=self.normalize_email(email).lower(), name=name, joined_at=at, **others)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Signs in with an e-mail address; acts for firms by `Membership`, for the office by `StaffRole`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "parties_user"

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email


class Firm(models.Model):
    """A firm that has been registered here, by its unified business number."""

    ubn = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=200)
    contact_email = models.EmailField(max_length=254)
    county = models.CharField(max_length=20, blank=True)
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "parties_firm"

    def __str__(self) -> str:
        return f"{self.name}（{self.ubn}）"


class Membership(models.Model):
    """One person's place in one firm, for as long as it lasts."""

    pk = models.CompositePrimaryKey("firm_id", "user_id")
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10)  # owner | member
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "parties_membership"


class Invitation(models.Model):
    """An invitation into a firm. The link's secret is kept only as a hash."""

    id = models.UUIDField(primary_key=True)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=200)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parties_invitation"
        indexes: ClassVar = [models.Index(fields=["firm", "email"], name="parties_invitation_by_email")]


class AccessCode(models.Model):
    """A code that a firm was given for one purpose. Only the hash is here; the code itself was sent and forgotten."""

    id = models.UUIDField(primary_key=True)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="access_codes")
    purpose = models.CharField(max_length=80)
    email = models.EmailField(max_length=254)
    salt = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    superseded_at = models.DateTimeField(null=True)
    redeemed_at = models.DateTimeField(null=True)
    redeemed_by = models.UUIDField(null=True)

    class Meta:
        db_table = "parties_accesscode"
        indexes: ClassVar = [models.Index(fields=["firm", "purpose", "issued_at"], name="parties_code_by_purpose")]


class StaffRole(models.Model):
    """A role in the office: officer, reviewer or organiser."""

    pk = models.CompositePrimaryKey("user_id", "role")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=20)
    granted_at = models.DateTimeField()

    class Meta:
        db_table = "parties_staffrole"


class ParkedForm(models.Model):
    """What a person was sending when the session had run out; kept a day so that it can be sent after signing in."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    path = models.CharField(max_length=2000)
    fields = models.JSONField()  # [[name, value], …] in the order sent
    file_names = models.JSONField(default=list)  # files cannot be put back into a page; their names can be told
    owner_id = models.UUIDField(null=True)  # whose session it was, where that is still known
    sender = models.CharField(max_length=64)  # hash of the network address, to limit how much one place can park
    parked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "parties_parkedform"
        indexes: ClassVar = [models.Index(fields=["sender", "parked_at"], name="parties_parked_by_sender")]
