"""Processes, their memory, files, and a client of HTTP that costs next to nothing."""

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# A server that does not listen by then will not.
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Memory:
    """In bytes: what only the process needs, and with the pages of files, which
    the system may take back."""

    own: int
    with_files: int

    def __sub__(self, other: "Memory") -> "Memory":
        return Memory(self.own - other.own, self.with_files - other.with_files)


def memory(process: int) -> Memory:
    """Of a process and its children; what they share is counted once."""
    own = with_files = 0
    for number in _family(process):
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()[1:]
        fields = (line.split() for line in lines)
        kilobytes = {name: int(value) for name, value, _ in fields}
        own += (kilobytes["Pss_Anon:"] + kilobytes["Pss_Shmem:"]) * 1024
        with_files += kilobytes["Pss:"] * 1024
    return Memory(own, with_files)


def _family(process: int) -> Iterator[int]:
    """A process, its children and theirs."""
    yield process
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if f"\nPPid:\t{process}\n" in status.read_text():
                yield from _family(int(status.parent.name))


def size(path: Path) -> int:
    """What a file or folder takes on the disk; holes in files take nothing."""
    if path.is_dir():
        return sum(size(entry) for entry in path.iterdir())
    return path.stat().st_blocks * 512


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class Server:
    """A process that serves on a port of this machine until it is stopped."""

    def __init__(self, command: list[str], port: int, user: str | None = None) -> None:
        self.command = command
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=user
        )
        # Also after an error; stopping twice does no harm.
        atexit.register(self.stop)
        self._wait_for(port)

    def _wait_for(self, port: int) -> None:
        for _ in range(START_SECONDS * 10):
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port)).close()
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.stop()
        raise SystemExit(f"nothing listens on port {port}: {' '.join(self.command)}")

    def memory(self) -> Memory:
        return memory(self.process.pid)

    def stop(self) -> None:
        # PostgreSQL waits for its clients when it is terminated, and not when interrupted.
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


class Connection:
    """HTTP/1.1 by hand on one connection, because this process shares the cores
    with the server. Opened anew only where the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._open()

    def _open(self) -> None:
        self.stream = socket.create_connection(("127.0.0.1", self.port))
        self.stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> bytes:
        """The body of the answer."""
        self.stream.sendall(request)
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._receive()
        head, body = received[:end].lower(), received[end + 4 :]
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise SystemExit(f"{received.decode()} to {request.decode()}")
        length = int(head.split(b"\r\ncontent-length:", 1)[1].split(b"\r\n", 1)[0])
        while len(body) < length:
            body += self._receive()
        if b"\r\nconnection: close" in head:
            self.stream.close()
            self._open()
        return body

    def _receive(self) -> bytes:
        return self.stream.recv(1 << 20) or self._lost()

    def _lost(self) -> bytes:
        raise SystemExit(f"the server on port {self.port} closed the connection")


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n".encode()


def post(path: str, json: str) -> bytes:
    body = json.encode()
    head = f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


def run(command: list[str], user: str | None = None, given: Path = Path(os.devnull)) -> str:
    """What a command prints that is given a file; ends this program if it fails."""
    with given.open("rb") as stdin:
        done = subprocess.run(command, stdin=stdin, capture_output=True, text=True, user=user)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
