"""The way to Telegram: what is known of a request that got no answer."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.traffic.connection import Connection, NotSent

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


class Server:
    """A server that answers each connection's requests in turn with the given bytes."""

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.requests: list[bytes] = []
        self.connections = 0

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            while self.answers and (request := await reader.read(65536)):
                self.requests.append(request)
                answer = self.answers.pop(0)
                if answer is None:
                    await asyncio.sleep(5)
                    return
                writer.write(answer)
                if answer != OK:
                    return
        finally:
            writer.close()


@asynccontextmanager
async def connected(*answers, **options):
    server, connection = Server(*answers), Connection(**options)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    await connection.initialize()
    port = listening.sockets[0].getsockname()[1]
    try:
        yield server, connection, f"http://127.0.0.1:{port}/bot"
    finally:
        await connection.shutdown()
        listening.close()


async def test_one_connection_serves_many_requests_and_parameters_arrive():
    async with connected(OK, OK) as (server, connection, url):
        data = RequestData([RequestParameter("text", "问", None)])
        assert await connection.do_request(url, "POST", data) == (200, b"ok")
        await connection.do_request(url, "POST", data)

    assert server.connections == 1
    assert server.requests[0].endswith(b"text=%E9%97%AE")


async def test_a_file_is_sent_with_its_name():
    async with connected(OK) as (server, connection, url):
        file = RequestParameter.from_input("document", InputFile(b"of the file", "版面.txt"))
        await connection.do_request(url, "POST", RequestData([file]))

    assert b"of the file" in b"".join(server.requests)
    assert "版面.txt".encode() in b"".join(server.requests)


async def test_where_nobody_listens_nothing_was_sent():
    async with connected() as (_, connection, _url):
        with pytest.raises(NotSent, match="ClientConnectorError"):
            await connection.do_request("http://127.0.0.1:1/bot", "POST")


async def test_a_connection_that_breaks_may_have_carried_the_request():
    async with connected(b"", OK) as (_, connection, url):
        with pytest.raises(NetworkError) as caught:
            await connection.do_request(url, "POST")
        assert not isinstance(caught.value, NotSent)
        assert url not in str(caught.value)
        assert (await connection.do_request(url, "POST"))[0] == 200


async def test_an_answer_that_does_not_come_is_not_waited_for():
    async with connected(None, read_within_s=0.1) as (_, connection, url):
        with pytest.raises(TimedOut):
            await connection.do_request(url, "POST")


async def test_a_poll_may_take_its_own_time():
    async with connected(None, read_within_s=0.1) as (_, connection, url):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await connection.do_request(url, "POST", read_timeout=30)


async def test_opening_and_closing_twice_is_as_once_and_a_closed_one_opens_again():
    async with connected(OK) as (_, connection, url):
        await connection.initialize()
        await connection.shutdown()
        await connection.shutdown()
        with pytest.raises(RuntimeError, match="not open"):
            await connection.do_request(url, "POST")
        await connection.initialize()
        assert (await connection.do_request(url, "POST"))[0] == 200


async def test_a_bot_talks_over_it():
    answer = b'{"ok": true, "result": true}'
    head = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(answer)
    async with connected(head + answer) as (_, connection, url):
        bot = Bot("1:x", base_url=url, request=connection)
        assert await bot.delete_webhook() is True
