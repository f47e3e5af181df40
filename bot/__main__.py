"""`python -m bot`: the bot over the archive of `DATA_DIR`."""

import sys

from bot.main import run
from retrieval import open_archive

sys.exit(run(open_archive, sys.argv[1:]))
