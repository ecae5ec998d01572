"""Maps work over items: inline, or in processes of their own.

Law: results come in the order of the items and are the same however many work. A process that dies takes one
item with it, which is said in that item's place, and the others go on.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 8  # items a worker that may be done or in work before the one that is waited for: bounds memory
# A process is a worker's only thread: more of them in its libraries only take turns on the same cores.
_ALONE = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR")}


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands in the place of a result whose process died, and says why."""

    why: str


def each(
    work: Callable[[Item], Result], items: Iterable[Item], workers: int = 1
) -> Iterator[tuple[Item, Result | Lost]]:
    """Every item with what `work` makes of it. With several workers `work`, items and results must pickle.

    What `work` raises is raised here if it works inline, and is the end of its process otherwise. Closing the
    iterator, or an exception where it is used, stops all processes.
    """
    if workers > 1:
        yield from _in_processes(work, items, workers)
        return
    for item in items:
        yield item, work(item)


def _in_processes(
    work: Callable[[Item], Result], items: Iterable[Item], workers: int
) -> Iterator[tuple[Item, Result | Lost]]:
    waiting = enumerate(items)
    free: list[_Worker] = []
    busy: dict[Connection, tuple[_Worker, int, Item]] = {}
    done: dict[int, tuple[Item, Result | Lost]] = {}
    awaited, more = 0, True
    try:
        while more or busy:
            while more and len(busy) < workers and len(busy) + len(done) < workers * AHEAD:
                if (found := next(waiting, None)) is None:
                    more = False
                    break
                worker = free.pop() if free else _Worker(work)
                busy[worker.pipe] = worker, *found
                worker.give(found[1])
            for pipe in wait(list(busy)) if busy else ():
                assert isinstance(pipe, Connection)
                worker, number, item = busy.pop(pipe)
                done[number] = item, worker.answer()
                if worker.alive:
                    free.append(worker)
            while awaited in done:
                yield done.pop(awaited)
                awaited += 1
    finally:
        for worker in [*free, *(held[0] for held in busy.values())]:
            worker.stop()


class _Worker:
    """A process and the pipe to it. Spawned, since a copy of a process with threads (fork) may hang."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.alive = True
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with _no_interrupt():
            self._process.start()
        theirs.close()
        self.give(work)

    def give(self, what: object) -> None:
        """Send the work, and then one item at a time."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died: `answer` says so
            self.pipe.send(what)

    def answer(self) -> Any:
        """The result of the item in work; Lost if the process is gone."""
        try:
            return self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self.stop()
            return Lost(_end(self._process.exitcode))

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.alive = False
        self.pipe.close()
        self._process.join(0.2)  # it ends by itself when its pipe closes, unless it is at work
        self._process.terminate()
        self._process.join()


def _end(code: int | None) -> str:
    how = f"was killed by {signal.Signals(-code).name}" if code and code < 0 else f"ended with code {code}"
    return f"the process at work on it {how}; run the same again, with fewer --workers if memory is short"


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """A process started here is not told of Ctrl-C, which the terminal sends to all: we stop it ourselves."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # which would else be started in between, and unblocks the signal
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection) -> None:
    """What a worker does: take the work, then items until there are no more or nobody is there."""
    os.environ.update(_ALONE)  # before the work is unpickled, which loads the libraries that look at it
    with contextlib.suppress(EOFError, OSError):
        work = pipe.recv()
        while True:
            pipe.send(work(pipe.recv()))
