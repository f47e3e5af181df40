"""Pages on their way into the archive: sent or watched for, and one load at a time."""
