"""Users and their storages."""

from __future__ import annotations

from typing import Iterator, Mapping, Optional

from millrace.api.nouns import Noun, page_of
from millrace.api.page import Page, all_of
from millrace.api.records import Storage, User


class Users(Noun):
    """What root can do with users, and everybody with himself."""

    def create(self, name: str, password: str) -> None:
        """Adds a user.

        Args:
            name: 4 to 16 letters and digits
            password: at least 6 characters, with a digit and a small letter

        Raises:
            MillraceError: OnlyRootAllowed, UserNameDuplicated, UserPasswordWeak, InvalidNamePattern
        """
        self._post("user", body={"username": name, "password": password})

    def set_password(self, name: str, password: str) -> None:
        """Gives a user another password; tokens of the old one are good no more."""
        self._put("user", name, body={"password": password})

    def delete(self, name: str) -> None:
        """Removes a user."""
        self._delete("user", name)

    def page(self, *, max_keys: int = 100, marker: str = "") -> Page[User]:
        """A page of users."""
        return page_of(self._get("user", query={"maxKeys": max_keys, "marker": marker}), "userList", User.of)

    def all(self) -> Iterator[User]:
        """All users, page after page."""
        return all_of(lambda marker: self.page(marker=marker))


class Storages(Noun):
    """What can be done with storages (``fs``)."""

    def create(
        self, name: str, url: str, *, username: str = "", properties: Optional[Mapping[str, str]] = None
    ) -> str:
        """Registers a storage such as ``local://mnt/data``, and returns its id.

        Raises:
            MillraceError: DuplicatedName, InvalidFileSystemParamsURL and others
        """
        body = {"name": name, "url": url, "username": username, "properties": dict(properties or {})}
        return str(self._post("fs", body=body)["fsID"])

    def page(self, *, username: str = "", max_keys: int = 100, marker: str = "") -> Page[Storage]:
        """A page of storages, newest first."""
        query = {"username": username, "maxKeys": max_keys, "marker": marker}
        return page_of(self._get("fs", query=query), "fsList", Storage.of)

    def all(self, *, username: str = "") -> Iterator[Storage]:
        """All storages, page after page."""
        return all_of(lambda marker: self.page(username=username, marker=marker))

    def show(self, name: str, *, username: str = "") -> Storage:
        """A storage.

        Raises:
            MillraceError: RecordNotFound
        """
        return Storage.of(self._get("fs", name, query={"username": username}))

    def delete(self, name: str, *, username: str = "") -> None:
        """Forgets a storage; its files stay."""
        self._delete("fs", name, query={"username": username})
