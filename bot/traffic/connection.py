"""Requests to Telegram over a few connections that are kept open.

The library's own client spends several times as much processor time on a request, and the more of
it the more requests wait for a connection; this one also tells what surely was not sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

CONNECTIONS = 32
READ_WITHIN_S = 5.0
UPLOAD_WITHIN_S = 60.0
CONNECT_WITHIN_S = 5.0
FREE_WITHIN_S = 60.0  # how long a request waits for one of the connections


class NotSent(NetworkError):
    """A request surely did not leave: there was no connection to send it over."""


class Connection(BaseRequest):
    """The way to Telegram: `initialize` opens it and `shutdown` closes it, any number of times."""

    def __init__(
        self, connections: int = CONNECTIONS, read_within_s: float = READ_WITHIN_S
    ) -> None:
        self._connections = connections
        self._read_within_s = read_within_s
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take; a long poll takes its own time on top."""
        return self._read_within_s

    async def initialize(self) -> None:
        """Prepare connections; a second call changes nothing."""
        if self._session is None:
            # With the certificates, and by the proxy, that the environment names.
            connector = aiohttp.TCPConnector(
                limit=self._connections, ssl=httpx.create_ssl_context(trust_env=True)
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=True,
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917 - the signature of the base class
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body. Raises `NotSent`, `TimedOut`, `NetworkError`."""
        del write_timeout, connect_timeout, pool_timeout  # ours hold for every request
        if self._session is None:
            raise RuntimeError("the connection is not open")
        given_s = read_timeout if isinstance(read_timeout, int | float) else None
        read_within_s = self._read_within_s if given_s is None else given_s
        if request_data is not None and request_data.contains_files:
            read_within_s = max(read_within_s, UPLOAD_WITHIN_S)
        timeout = aiohttp.ClientTimeout(
            connect=FREE_WITHIN_S, sock_connect=CONNECT_WITHIN_S, sock_read=read_within_s
        )
        form = _form(request_data) if request_data else None
        try:
            async with self._session.request(method, url, data=form, timeout=timeout) as response:
                return response.status, await response.read()
        except (
            aiohttp.ClientConnectorError,
            aiohttp.ConnectionTimeoutError,
            aiohttp.ClientHttpProxyError,
        ) as error:
            raise NotSent(f"no connection ({type(error).__name__})") from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:  # its words may hold the address, and so the token
            raise NetworkError(f"the connection broke ({type(error).__name__})") from error


def _form(data: RequestData) -> aiohttp.FormData | dict[str, str]:
    """Return the parameters of a request, and the files that go with it."""
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
