"""No test reaches beyond this machine: a connection or a name of elsewhere fails at once."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


class ReachedOut(AssertionError):  # noqa: N818 - says what happened
    """A test tried to reach another machine."""


def is_here(host: object) -> bool:
    """Tell whether `host` (a name or an address) is this machine."""
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in {"localhost", "", "None", socket.gethostname()}:
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> None:
    if not is_here(host):
        raise ReachedOut(f"un test ne sort pas de la machine : {host}")


@contextmanager
def loopback_only() -> Iterator[None]:
    """Refuse every connection to, and every lookup of, another machine within the block."""
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(original: Any) -> Any:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                _refuse(address[0])
            return original(self, address)

        return call

    def guarded_lookup(host: Any, *rest: Any, **named: Any) -> Any:
        _refuse(host)
        return lookup(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patch.setattr(socket, "getaddrinfo", guarded_lookup)
        yield
