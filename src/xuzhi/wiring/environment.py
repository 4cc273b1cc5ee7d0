"""What the surroundings say: typed, read once, and refused at the start where it would be unsafe."""

from __future__ import annotations

import secrets
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


class Mode(StrEnum):
    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class Environment(BaseSettings):
    """Settings of one process. Every name is read as XUZHI_NAME, but for DATABASE_URL.

    Raises pydantic's ValidationError, naming each setting that is missing or unsafe.
    """

    model_config = SettingsConfigDict(env_prefix="XUZHI_", env_file=None, extra="ignore")

    mode: Mode = Mode.PRODUCTION
    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    database_role: str = "xuzhi_app"
    files: str = ""
    programmes: str = ""
    network: bool = False
    site_url: str = ""
    secret_key: str = ""
    trusted_proxies: int = 0
    email_url: str = ""
    email_from: str = "xuzhi@localhost"
    workers: int = 2
    clamd: str = ""
    webhooks_to_loopback: bool | None = None
    calls_a_minute: int = Field(default=300, ge=1)
    calls_a_minute_without_key: int = Field(default=120, ge=1)

    @model_validator(mode="after")
    def _refuse_the_unsafe(self) -> Self:
        problems = []
        if self.mode is Mode.DEMO and self.host not in LOOPBACK:
            problems.append(f"a demo has known passwords, so XUZHI_HOST must be 127.0.0.1, not {self.host}")
        if self.mode is Mode.PRODUCTION:
            if self.webhooks_to_loopback:
                problems.append("XUZHI_WEBHOOKS_TO_LOOPBACK is for demos: messages would go into our own network")
            if len(self.secret_key) < 50:
                problems.append("XUZHI_SECRET_KEY must be set, at least 50 characters")
            if not self.site_url.startswith("https://"):
                problems.append("XUZHI_SITE_URL must be set and begin with https://")
            if not self.email_url:
                problems.append(
                    "XUZHI_EMAIL_URL must be set (smtp://user:password@host:port), or no notice can be sent"
                )
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def tells_loopback(self) -> bool:
        """Whether webhooks may be on this machine: in a demo they may, unless told otherwise."""
        return self.mode is Mode.DEMO if self.webhooks_to_loopback is None else self.webhooks_to_loopback

    def key(self) -> str:
        """The secret key: the setting's; a demo's and a test's own is kept in the data folder."""
        if self.secret_key:
            return self.secret_key
        path = self.data / "keys" / "secret"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(64))
        return path.read_text()

    def database(self) -> dict[str, Any]:
        """Django's description of DATABASE_URL (any form that libpq reads)."""
        parts = {k: v for k, v in conninfo_to_dict(self.database_url).items() if v is not None}
        description: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.pop("dbname", "xuzhi"),
            "USER": parts.pop("user", ""),
            "PASSWORD": parts.pop("password", ""),
            "HOST": parts.pop("host", ""),
            "PORT": parts.pop("port", ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parts),
        }
        # Values travel beside their statement, and what is said often is read and planned once (ADR 3).
        description["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
        # The owner migrates; everything else runs as a role that may not change what happened.
        if self.database_role != "owner":
            # Said by libpq at the connection itself: Django's own way of it waits for itself inside a pool.
            given = description["OPTIONS"].get("options", "")
            description["OPTIONS"]["options"] = f"{given} -c role={self.database_role}".strip()
        if self.mode is not Mode.TEST:
            description["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
            description["CONN_HEALTH_CHECKS"] = False
        return description

    def programme_folders(self) -> list[Path]:
        return [Path(part) for part in self.programmes.split(":") if part]
