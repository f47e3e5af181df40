"""`python -m bot.playground`: the server alone, for a bot that runs in another process."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from bot.playground.people import ADMIN_IDS
from bot.playground.running import HOST, furnished, new_world
from bot.playground.server import serving

NOTICE = """\
The playground is open: {url}
Start a bot with these settings; Ctrl-C ends the playground.
TELEGRAM_BOT_TOKEN={token}
TELEGRAM_API_BASE_URL={url}/bot
TELEGRAM_API_BASE_FILE_URL={url}/file/bot
TELEGRAM_ADMIN_IDS={admins}
"""


async def serve(host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT. Raises `ValueError` for an address of the outside."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    state = furnished(new_world())
    admins = ",".join(map(str, sorted(ADMIN_IDS)))
    async with serving(state, host, port) as url:
        sys.stderr.write(NOTICE.format(url=url, token=state.token, admins=admins))
        sys.stderr.flush()
        await stop.wait()


def main() -> int:
    """Read the options and serve. Returns the exit code: 0 done, 1 a known failure."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--host", default=HOST, help="a loopback address; others are refused")
    parser.add_argument("--port", type=int, default=0, help="0, the default: any free one")
    given = parser.parse_args()
    try:
        asyncio.run(serve(given.host, given.port))
    except (ValueError, OSError) as error:
        sys.stderr.write(f"playground: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
