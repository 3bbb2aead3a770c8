"""The build takes GOV.UK's typeface and crest out, and stops when it cannot."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ASSETS / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_typeface_crest_and_source_map_are_taken_out(hook: ModuleType):
    css = (
        '@font-face{font-family:"GDS Transport";src:url(/assets/fonts/light.woff2)}'
        'a{font-family:"GDS Transport",arial,sans-serif}b{font-family:GDS Transport,arial,sans-serif}'
        "i{width:1px;background-image:url(/assets/images/govuk-crest.svg);height:1px}"
        "\n/*# sourceMappingURL=govuk-frontend.min.css.map */"
    )

    stripped = hook.strip_branding(css)

    assert stripped == "a{font-family:inherit}b{font-family:inherit}i{width:1px;height:1px}\n"
    hook.refuse_branding(stripped)


@pytest.mark.parametrize("left", ["@font-face{}", 'a{font-family:"GDS Transport"}', "a{background:url(x.png)}"])
def test_the_build_stops_when_any_is_left(hook: ModuleType, left: str):
    with pytest.raises(SystemExit, match=r"still holds .* after stripping"):
        hook.refuse_branding(left)


def test_assets_count_as_fresh_only_when_made_from_the_present_lock_file(hook: ModuleType, tmp_path: Path):
    for name in (hook.CSS, hook.JS):
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / hook.ORIGIN).write_text("Made from an earlier one", "utf-8")
    assert hook.fresh(tmp_path, hook.digest(ASSETS)) is False

    (tmp_path / hook.ORIGIN).write_text(f"Made from {hook.digest(ASSETS)}", "utf-8")
    assert hook.fresh(tmp_path, hook.digest(ASSETS)) is True


def test_the_lock_file_names_no_registry_but_npms_own():
    packages = json.loads((ASSETS / "package-lock.json").read_text("utf-8"))["packages"].values()

    addresses = [package["resolved"] for package in packages if "resolved" in package]
    assert [address for address in addresses if not address.startswith("https://registry.npmjs.org/")] == []
    assert [package["version"] for package in packages if "integrity" in package] == ["6.6.0"]
