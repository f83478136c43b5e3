"""The package itself: what it is built into, what Python it needs, whether everything is described and typed."""

import ast
import importlib
import inspect
import pkgutil
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import millrace

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "packaging"))
backend = importlib.import_module("backend")


class Package(unittest.TestCase):
    def test_version_is_said_once(self):
        self.assertEqual(backend._project("version"), millrace.__version__)

    def test_wheel_works_and_is_the_same_each_time(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            wheel = Path(one) / backend.build_wheel(one)
            self.assertEqual(wheel.read_bytes(), (Path(two) / backend.build_wheel(two)).read_bytes())
            with zipfile.ZipFile(str(wheel)) as archive:
                self.assertIsNone(archive.testzip())
                self.assertIn("millrace/py.typed", archive.namelist())
            script = "import millrace, millrace.api, millrace.dsl; print(millrace.__file__)"
            command = [sys.executable, "-I", "-c", "import sys; sys.path.insert(0, %r); %s" % (str(wheel), script)]
            shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            self.assertTrue(shown.startswith(str(wheel)), shown)

    def test_source_archive_builds_the_same_wheel(self):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / backend.build_sdist(folder)
            shutil.unpack_archive(str(archive), folder)
            unpacked = Path(folder) / archive.name[: -len(".tar.gz")]
            script = "import sys; sys.path.insert(0, 'packaging'); import backend; print(backend.build_wheel('.'))"
            command = [sys.executable, "-I", "-c", script]
            name = subprocess.run(command, cwd=str(unpacked), check=True, capture_output=True, text=True).stdout.strip()
            self.assertEqual((Path(folder) / backend.build_wheel(folder)).read_bytes(), (unpacked / name).read_bytes())


class Source(unittest.TestCase):
    def test_python_3_8_reads_it(self):
        for path in (HERE / "src").rglob("*.py"):
            ast.parse(path.read_text("utf-8"), str(path), feature_version=(3, 8))

    @unittest.skipUnless(shutil.which("mypy"), "mypy is not installed")
    def test_types(self):
        with tempfile.TemporaryDirectory() as cache:
            command = ["mypy", "--strict", "--cache-dir", cache]
            checked = subprocess.run(command, cwd=str(HERE), capture_output=True, text=True)
        self.assertEqual(0, checked.returncode, checked.stdout)

    def test_everything_public_is_described(self):
        missing = []
        for module in _modules():
            if not inspect.getdoc(module):
                missing.append(module.__name__)
            for name, value in _public(vars(module)):
                if getattr(value, "__module__", None) == module.__name__ and inspect.isclass(value):
                    missing += _undescribed("%s.%s" % (module.__name__, name), value)
                elif inspect.isfunction(value) and value.__module__ == module.__name__ and not inspect.getdoc(value):
                    missing.append("%s.%s" % (module.__name__, name))
        self.assertEqual("", "\n".join(missing))


def _modules():
    yield millrace
    for found in pkgutil.walk_packages(millrace.__path__, "millrace."):
        yield importlib.import_module(found.name)


def _public(names):
    return [(name, value) for name, value in names.items() if not name.startswith("_")]


def _undescribed(path, kind):
    """What a class leaves undescribed: itself or its methods. Properties are other names of attributes or say enough."""
    found = [] if kind.__dict__.get("__doc__") else [path]
    for name, value in _public(vars(kind)):
        function = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        if inspect.isfunction(function) and not inspect.getdoc(getattr(kind, name)):
            found.append("%s.%s" % (path, name))
    return found


if __name__ == "__main__":
    unittest.main()
