"""What an operator may set: from the environment, with a default that works on a fresh machine."""

import hashlib
import os
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.identity.fetching import is_safe

PROJECT = Path(__file__).resolve().parent.parent
SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,30}")


class SettingsInvalid(ValueError):
    """A setting that cannot be used; the message is one line that names the variable."""


def default_home() -> Path:
    """Where the embedded database and the secrets live when WIJKBOEK_HOME is not set.

    An ordinary user keeps them in the project. PostgreSQL refuses to run as root, so there it runs
    as `nobody`, who often cannot enter the folder of the project: hence /var/lib.
    """
    if os.geteuid() != 0:
        return PROJECT / ".wijkboek"
    name = hashlib.sha256(os.fsencode(PROJECT)).hexdigest()[:12]
    return Path("/var/lib/wijkboek") / name


def _plain_database_url() -> SecretStr | None:
    """DATABASE_URL, the name that hosting platforms give it."""
    url = os.environ.get("DATABASE_URL")
    return SecretStr(url) if url else None


class Settings(BaseSettings):
    """All settings; each is read from WIJKBOEK_<NAME>, the database also from DATABASE_URL.

    Raises pydantic's ValidationError; `load_settings` turns that into one clear line.
    """

    model_config = SettingsConfigDict(
        env_prefix="WIJKBOEK_", extra="ignore", frozen=True,
        hide_input_in_errors=True, env_ignore_empty=True,
    )  # fmt: skip

    home: Path = Field(default_factory=default_home)
    municipality: str = "haarlem"  # gemeente: names the schema and the database roles
    # None: embedded. Not an alias, which would win over a value given in code.
    database_url: SecretStr | None = Field(default_factory=_plain_database_url)
    # One login per role, for operators who give out the passwords themselves.
    writer_url: SecretStr | None = None
    reader_url: SecretStr | None = None
    projector_url: SecretStr | None = None
    keys_url: SecretStr | None = None
    auditor_url: SecretStr | None = None
    register_url: SecretStr | None = None
    notary_url: SecretStr | None = None

    # Residents who exist: only then a number outside the fictitious series is taken.
    production: bool = False

    # Who signs workers in: an OIDC provider. Without one, development tokens say who calls.
    oidc_issuer: str | None = None
    oidc_audience: str | None = None  # whom its tokens must be for; default wijkboek:<municipality>
    oidc_jwks_url: str | None = None  # where its keys are, if not where its own document says
    oidc_acr: str = ""  # one of these (with spaces between) must a worker's token say
    oidc_client_id: str | None = None  # as whom this service signs people in, for pages
    oidc_client_secret: SecretStr | None = None
    # Who signs residents in (DigiD, by a broker): never the provider of the workers.
    residents_issuer: str | None = None
    residents_audience: str | None = None  # default wijkboek:<municipality>:inwoners
    residents_jwks_url: str | None = None
    residents_client_id: str | None = None
    residents_client_secret: SecretStr | None = None
    public_url: str = ""  # how browsers reach this service; default http://<host>:<port>

    # HashiCorp Vault as the root of all keys (its Transit engine); else a key in a file.
    vault_url: str | None = None
    vault_token_file: Path | None = None
    vault_key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,40}$")] = "wijkboek"
    vault_mount: Annotated[str, Field(pattern=r"^[a-z][a-z0-9/-]{0,60}$")] = "transit"

    # The notary: keys, what was signed, whom to trust, the tiles.
    notary_folder: Path | None = None  # default <home>/notary/<municipality>
    notary_backlog: Annotated[int, Field(ge=0)] = 60  # seconds; 0: take in whatever waits
    notary_standby: bool | None = None  # sign only what a standby has; default: in production
    timestamp_url: str | None = None  # an authority (RFC 3161) that stamps a checkpoint hourly

    # Letters and e-mail. Where no mail server is named, everything goes by the print queue.
    post_folder: Path | None = None  # the print queue; default <home>/post/<municipality>
    post_addresses: Path | None = None  # of functions and organisations; <home>/addresses.toml
    mail_host: str | None = None  # hands e-mail in there, by SMTP
    mail_port: Annotated[int, Field(ge=1, le=65535)] = 587
    mail_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_user: str | None = None
    mail_password: SecretStr | None = None
    mail_sender: str | None = None  # in whose name: wijkteam@example.org
    contact: str = "Bel of mail uw wijkteam."  # what letters say whom to ask

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    body_limit: Annotated[int, Field(ge=1024)] = 262_144  # bytes of one request
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("home")
    @classmethod
    def _whole_path(cls, home: Path) -> Path:
        return home.expanduser().resolve()

    @field_validator(
        "oidc_issuer", "oidc_jwks_url", "residents_issuer", "residents_jwks_url", "public_url"
    )
    @classmethod
    def _safe_address(cls, url: str | None) -> str | None:
        if url and not is_safe(url):
            raise ValueError("use an https address (http on this very machine alone)")
        return url

    @field_validator("residents_issuer")
    @classmethod
    def _another_provider(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is not None and url == info.data.get("oidc_issuer"):
            raise ValueError("residents and workers are signed in by two providers, not the same")
        return url

    @field_validator("municipality")
    @classmethod
    def _schema_name(cls, name: str) -> str:
        return checked_schema(name)


def checked_schema(name: str) -> str:
    """`name`, when it can be a schema as it stands; raises ValueError otherwise."""
    # haarlem_keys, haarlem_views, haarlem_register and haarlem_post are schemas of haarlem's.
    taken = name in _TAKEN or name.endswith(("_keys", "_views", "_register", "_post"))
    if not SCHEMA.fullmatch(name) or name.startswith("pg_") or taken:
        raise ValueError(
            "use a short name such as haarlem: a small letter first, then at most 30 small letters,"
            " digits or _, no _keys, _views, _register or _post at the end, and no name of"
            " PostgreSQL's own"
        )
    return name


_TAKEN = {"public", "information_schema"}


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsInvalid, in one line without the value."""
    try:
        return Settings()
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        name = f"WIJKBOEK_{problem['loc'][0]}".upper()
        reason = problem["msg"].removeprefix("Value error, ")
        raise SettingsInvalid(f"{name} cannot be used: {reason}.") from None
