"""A limit on the size of files, for a child that shall find the disk full; only where the system has such limits."""

import signal


def file_size(limit: int) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
