"""Which root a journal's keys hang on: Vault where the settings name one, else a key in a file."""

# ruff: noqa: PLC0415

from service.keys.root import Root, RootKey, root_key
from service.settings import Settings


def root_of(settings: Settings) -> Root:
    """The root that the settings name. Raises KeysUnusable."""
    if settings.vault_url is not None:
        from service.keys.vault import vault_root  # only who has a Vault waits for its library

        return vault_root(
            settings.vault_url, settings.vault_token_file,
            settings.municipality, settings.vault_key, settings.vault_mount,
        )  # fmt: skip
    return RootKey(root_key(settings.home / "root.key"), settings.home, settings.municipality)
