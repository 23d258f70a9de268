"""A run on a Dask cluster, in a process that can be killed: ``archive_on_cluster.py ADDRESS OUT SHARD SOURCE…``."""

from __future__ import annotations

import sys
from pathlib import Path

from bienban.corpus import cluster
from bienban.corpus.run import Settings, run
from bienban.corpus.sources import Columns

OPTIONS = {"inner": "worker_targets:extraction_with_poison"}
COLUMNS = Columns("noi_dung", "ma")
TIMEOUT = 3.0


def settings(out: Path, sources: list[str], dask: str = "") -> Settings:
    """The settings of a run on the cluster, or on this machine where no address is given."""
    return Settings(tuple(sources), out, COLUMNS, workers=2, timeout=TIMEOUT, options=OPTIONS, dask=dask)


if __name__ == "__main__":
    address, out, shard, *sources = sys.argv[1:]
    cluster.SHARD_JOBS = int(shard)
    run(settings(Path(out), sources, address))
