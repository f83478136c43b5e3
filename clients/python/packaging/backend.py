"""Builds the wheel and the source archive with nothing but the standard library, so that no build needs a network.

The interface is that of PEP 517 and PEP 660; the metadata are written below, those of pyproject.toml are for readers.
"""

import base64
import gzip
import hashlib
import io
import re
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FIXED_TIME = 315532800  # 1980-01-01: archives of the same files are the same
NAME = "millrace"


def _project(key):
    """A text of the table [project]; Python 3.8 cannot read TOML by itself."""
    match = re.search(r'^%s = "([^"]*)"$' % re.escape(key), (HERE / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    if match is None:
        raise SystemExit("pyproject.toml has no " + key)
    return match.group(1)


def _stem():
    return "%s-%s" % (NAME, _project("version"))


def _metadata():
    fields = [
        "Metadata-Version: 2.1",
        "Name: " + NAME,
        "Version: " + _project("version"),
        "Summary: " + _project("description"),
        "License: Apache-2.0",
        "Requires-Python: " + _project("requires-python"),
        "Description-Content-Type: text/markdown",
    ]
    return "\n".join(fields) + "\n\n" + (HERE / "README.md").read_text("utf-8")


WHEEL = "Wheel-Version: 1.0\nGenerator: millrace\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def _sources():
    source = HERE / "src"
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.suffix in (".py", ".typed"):
            yield path.relative_to(source).as_posix(), path.read_bytes()


def _write_wheel(folder, files):
    info = _stem() + ".dist-info/"
    name = _stem() + "-py3-none-any.whl"
    files = dict(files)
    files[info + "METADATA"] = _metadata().encode()
    files[info + "WHEEL"] = WHEEL.encode()
    record = []
    with zipfile.ZipFile(str(Path(folder) / name), "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append("%s,sha256=%s,%d" % (path, digest, len(content)))
            _store(archive, path, content)
        record.append(info + "RECORD,,")
        _store(archive, info + "RECORD", ("\n".join(record) + "\n").encode())
    return name


def _store(archive, path, content):
    entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    return _write_wheel(wheel_directory, _sources())


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return _write_wheel(wheel_directory, [(NAME + ".pth", (str(HERE / "src") + "\n").encode())])


def build_sdist(sdist_directory, config_settings=None):
    name = _stem() + ".tar.gz"
    names = ["pyproject.toml", "README.md", "packaging/backend.py"]
    files = [(path, (HERE / path).read_bytes()) for path in names]
    files += [("src/" + path, content) for path, content in _sources()]
    files.append(("PKG-INFO", _metadata().encode()))
    with open(str(Path(sdist_directory) / name), "wb") as out:
        with gzip.GzipFile("", "wb", fileobj=out, mtime=FIXED_TIME) as packed:
            with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
                for path, content in files:
                    entry = tarfile.TarInfo("%s/%s" % (_stem(), path))
                    entry.size = len(content)
                    entry.mtime = FIXED_TIME
                    archive.addfile(entry, io.BytesIO(content))
    return name
