"""The command line: `wenbao ingest | read | search | ask | evaluate | status | rollback`."""

from retrieval.cli.main import main

__all__ = ["main"]
