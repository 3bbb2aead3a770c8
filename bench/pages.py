"""How many public pages a second one machine serves: `python -m bench.pages`.

A fresh copy on an embedded database, served by `trigpoint serve`, asked by wrk (Debian's package) on the same machine
with 8 connections; the best of three runs of four seconds for each page.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.machine import described

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = (
    "/",
    "/can-i-be-the-senco/",
    "/routes/",
    "/routes/assessment-only/",
    "/scheme/",
    "/scheme/senco-award/LAW-3/",
    "/scheme/gap-matrix/",
)
CONNECTIONS, SECONDS, ROUNDS, LEAST = 8, 4, 3, 500
PATIENCE_SECONDS = 30


@contextmanager
def served() -> Iterator[str]:
    """Serve a fresh copy; give its address; stop it at the end."""
    with tempfile.TemporaryDirectory() as data, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
        environment = kept | {"TRIGPOINT_DATA": data, "TRIGPOINT_DEMO": "1", "TRIGPOINT_LOG_LEVEL": "WARNING"}
        command = [sys.executable, "-m", "trigpoint.web"]
        subprocess.run([*command, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
        with (Path(data) / "log").open("w") as log:
            server = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
            try:
                wait_for(f"http://127.0.0.1:{port}/ready")
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()
                server.wait(timeout=PATIENCE_SECONDS)


def wait_for(url: str) -> None:
    """Return when the copy answers."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{url} did not answer within {PATIENCE_SECONDS} seconds")


def rate(url: str) -> tuple[float, str]:
    """Return requests a second and the 99th-percentile latency that wrk saw; raises RuntimeError on any error."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url} did not answer well:\n{said}")
    found, slowest = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+(\S+)", said)
    if found is None or slowest is None:
        raise RuntimeError(f"wrk said nothing of requests a second:\n{said}")
    return float(found[1]), slowest[1]


def main() -> int:
    """Measure and print."""
    if shutil.which("wrk") is None:
        sys.stdout.write("wrk is missing. Install it: sudo apt-get install wrk\n")
        return 1
    sys.stdout.write(f"{described()}\n{CONNECTIONS} connections, best of {ROUNDS} (at least {LEAST} a second)\n")
    with served() as address:
        for page in PAGES:
            size = len(urllib.request.urlopen(address + page).read())
            best, slowest = max(rate(address + page) for _ in range(ROUNDS))
            sys.stdout.write(f"  {page:<30}{best:>8,.0f} a second   99% within {slowest:>8}   {size / 1000:5.1f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
