"""How much memory uploads take: `python -m bench.evidence [--files N] [--megabytes N] [--clients N]`.

A fresh copy in a folder of its own is served; some clients send films of some megabytes in parts, as the page's script
does, signed in as one made-up person, twelve files to a piece. Printed are files a second, and how far the memory of
the server's processes grew (the sum of their proportional set sizes, the processes that clean files among them): its
highest against what it was before. `--files 200 --megabytes 20 --clients 8` is the goal: at most 100 MB.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from bench.machine import described
from bench.pages import wait_for

PART = 2 * 1024 * 1024
GOAL_MB = 100
TO_A_PIECE = 12


def film(megabytes: int) -> bytes:
    """Return a film of random bytes that is cleaned as any other."""

    def box(name: bytes, content: bytes) -> bytes:
        return (len(content) + 8).to_bytes(4, "big") + name + content

    handler = box(b"hdlr", b"\0" * 8 + b"vide" + b"\0" * 13)
    moov = box(b"moov", box(b"udta", b"place") + box(b"trak", box(b"mdia", handler)))
    head = box(b"ftyp", b"isom\0\0\0\0isom") + moov
    return head + box(b"mdat", secrets.token_bytes(megabytes * 1_000_000 - len(head) - 8))


class Client:
    """Somebody signed in, over one connection."""

    def __init__(self, port: int, slug: str) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}
        page = self.ask("GET", "/sign-in/demonstration/")[1]
        self.token = self.token_in(page)
        self.post("/sign-in/demonstration/", person=slug)
        self.token = self.token_in(self.ask("GET", "/portfolio/add/")[1])

    @staticmethod
    def token_in(page: str) -> str:
        """Return the secret of a page's forms."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, page[:500]
        return found[1]

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> tuple[int, str, str]:
        """Ask, and keep the cookies."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.link.request(method, path, body, sent)
        answer = self.link.getresponse()
        for said in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode(), answer.headers.get("Location", "")

    def post(self, path: str, **said: str) -> str:
        """Send a form, and return where it leads."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **said})
        status, page, where = self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")
        assert status == 302, (status, page[:500])
        return where

    def piece(self) -> str:
        """Begin a piece, and return its path."""
        return self.post("/portfolio/add/file/").removesuffix("write/")

    def send(self, piece: str, label: str, data: bytes) -> None:
        """Send a file in parts."""
        more = {"X_CSRFToken": self.token, "Content_Type": "application/octet-stream"}
        said = json.dumps({"label": label, "size": len(data), "adults": ["Somebody Invented"]})
        status, text, _ = self.ask("POST", f"{piece}uploads/", said, **more)
        assert status == 200, (status, text[:500])
        url, have = json.loads(text)["url"], 0
        while have < len(data):
            part = data[have : have + PART]
            status, text, _ = self.ask("POST", url, part, **more, Upload_Offset=str(have))
            assert status == 200, (status, text[:500])
            have = json.loads(text).get("have", len(data))


class Memory(threading.Thread):
    """Watches the memory of a process and all below it."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.going = process, True
        self.before = self.highest = self.now()

    def run(self) -> None:
        """Watch until told to stop."""
        while self.going:
            self.highest = max(self.highest, self.now())
            time.sleep(0.1)

    def now(self) -> float:
        """Return the proportional set size in MB."""
        return sum(pss(one) for one in family(self.process))


def family(process: int) -> list[int]:
    """Return a process and all below it."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            found += family(int(child))
    return found


def pss(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) / 1_000 if found else 0.0


def measure(files: int, megabytes: int, clients: int) -> float:
    """Serve, send, and return by how many MB memory grew at most."""
    folder = Path(tempfile.mkdtemp(prefix="trigpoint-bench-"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRIGPOINT_")}
    more = {"TRIGPOINT_DEMO": "1", "TRIGPOINT_DATA": str(folder), "TRIGPOINT_POSTS_PER_MINUTE": "100000"}
    command = [sys.executable, "-m", "trigpoint.web"]
    subprocess.run([*command, "migrate"], env=kept | more, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen([*command, "serve", "--port", str(port)], env=kept | more, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/ready")
            people = [Client(port, "grace") for _ in range(clients)]
            data = film(megabytes)
            for one in people:
                one.send(one.piece(), "first.mp4", data)  # so that every worker has loaded what it needs
            memory = Memory(server.pid)
            memory.start()
            began = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                shares = [range(number, files, clients) for number in range(clients)]
                list(pool.map(send_all, people, shares, [data] * clients))
            took = time.perf_counter() - began
            memory.going = False
            memory.join()
        finally:
            server.terminate()
            server.wait(timeout=30)
            shutil.rmtree(folder, ignore_errors=True)
    grew = memory.highest - memory.before
    print(f"{files} files of {megabytes} MB by {clients} clients: {took:.1f} s, {files / took:.1f} files a second")
    print(f"memory before {memory.before:.0f} MB, at most {memory.highest:.0f} MB: grew by {grew:.0f} MB")
    return grew


def send_all(client: Client, numbers: range, data: bytes) -> None:
    piece = ""
    for count, number in enumerate(numbers):
        if count % TO_A_PIECE == 0:
            piece = client.piece()
        client.send(piece, f"film {number}.mp4", data)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure uploads.")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--megabytes", type=int, default=20)
    parser.add_argument("--clients", type=int, default=8)
    given = parser.parse_args()
    print(described())
    grew = measure(given.files, given.megabytes, given.clients)
    if grew > GOAL_MB:
        sys.exit(f"Memory grew by {grew:.0f} MB; the goal is {GOAL_MB} MB.")


if __name__ == "__main__":
    main()
