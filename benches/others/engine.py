"""What is asked of every engine."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from corpus import Answer, Question, Shape
from machine import Connection, Memory, Server

Request = TypeVar("Request")
Raw = TypeVar("Raw")


class Engine(ABC, Generic[Request, Raw]):
    """One engine with one way to cut Japanese text. It is called in the order in
    which its methods stand here; the clock runs in `load` and in `send` alone."""

    name: ClassVar[str]
    # What brings the engine where it is missing.
    remedy: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        """Keeps everything in a folder, which is made before `prepare`."""
        self.folder = folder

    @abstractmethod
    def is_installed(self) -> bool: ...

    @abstractmethod
    def prepare(self, sample: Path) -> None:
        """Turns the sample into the form that the engine reads, in its folder."""

    @abstractmethod
    def load(self) -> None:
        """Reads the records; afterwards they are on the disk and can be found."""

    @abstractmethod
    def start(self) -> None: ...

    @abstractmethod
    def size(self) -> int:
        """Of data and index on the disk, in bytes."""

    @abstractmethod
    def request(self, question: Question, shape: Shape) -> Request: ...

    @abstractmethod
    def send(self, request: Request) -> Raw:
        """Asks, and returns when the whole answer is there."""

    @abstractmethod
    def answer(self, raw: Raw) -> Answer: ...

    @abstractmethod
    def memory(self) -> Memory: ...

    @abstractmethod
    def stop(self) -> None: ...


class HttpEngine(Engine[bytes, bytes]):
    """An engine that is asked over HTTP, on one connection that stays open."""

    server: Server
    connection: Connection

    def serve(self, command: list[str], port: int) -> None:
        self.server = Server(command, port)
        self.connection = Connection(port)

    def send(self, request: bytes) -> bytes:
        return self.connection.send(request)

    def memory(self) -> Memory:
        return self.server.memory()

    def stop(self) -> None:
        self.server.stop()
