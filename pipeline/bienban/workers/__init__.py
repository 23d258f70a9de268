"""Tiến trình xử lý (workers): extraction in supervised processes, one for each slot, that die with their parent.

A text that hangs, exhausts memory or crashes an interpreter costs one worker, never its neighbours. A
:class:`~bienban.workers.worker.Worker` is one slot; a :class:`~bienban.workers.pool.Pool` is several with a bounded queue.
"""

from bienban.workers.job import Job, Outcome, WorkerSettings
from bienban.workers.pool import Finished, Pool
from bienban.workers.worker import Worker

__all__ = ["Finished", "Job", "Outcome", "Pool", "Worker", "WorkerSettings"]
