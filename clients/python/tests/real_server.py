"""The server that tests talk to: named by the environment, so that whoever starts the tests starts it too."""

import os
import unittest
from pathlib import Path

from millrace import Client
from millrace.api import Millrace

ENDPOINT = os.environ.get("MILLRACE_TEST_ENDPOINT", "")
PASSWORD = os.environ.get("MILLRACE_TEST_PASSWORD", "")
STORAGE = os.environ.get("MILLRACE_TEST_STORAGE", "")
"""An empty folder that root may register as a storage."""


@unittest.skipUnless(ENDPOINT, "MILLRACE_TEST_ENDPOINT names no server")
class RealServerTest(unittest.TestCase):
    """A case that needs a server; each has a storage of its own."""

    @classmethod
    def setUpClass(cls):
        cls.fs = cls.__name__.lower()
        cls.folder = Path(STORAGE) / cls.fs
        cls.folder.mkdir()
        cls.millrace = Millrace(ENDPOINT, "root", PASSWORD)
        cls.client = Client(ENDPOINT, "root", PASSWORD)
        cls.millrace.storages.create(cls.fs, "local://" + str(cls.folder).lstrip("/"))

    def done(self, answer):
        """The result of a call that must succeed."""
        self.assertTrue(answer[0], answer[1])
        return answer[1] if len(answer) == 2 else answer[1:]

    def refused(self, answer):
        """The message of a call that must fail."""
        self.assertFalse(answer[0], answer)
        self.assertIsInstance(answer[1], str)
        return answer[1]
