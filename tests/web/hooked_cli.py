"""``bienban``, but the server's workers obey the cues of :mod:`web.hooks`."""

from __future__ import annotations

from bienban.cli import main
from bienban.web import slots_worker

if __name__ == "__main__":
    slots_worker.WorkerSlot.__init__.__defaults__ = ("web.hooks:calling",)
    slots_worker.worker_slots.__defaults__ = ("web.hooks:calling",)
    main()
