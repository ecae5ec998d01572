"""What takes longer than an answer may: reading, and bringing the machine's joins up to date.

Law: one worker does one thing after another, so that a casebook has one writer that takes long; what it did
and what failed is told, and a decision never waits for it.
"""

import logging
import multiprocessing
import queue
import secrets
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from orbat.answers import Answers
from orbat.errors import OrbatError
from orbat.store import Casebook
from orbat.views import Disputed

if TYPE_CHECKING:  # loaded with the first thing to do, so that the server answers at once
    from orbat.capture import Overrides, Source
    from orbat.pipeline import Outcome, Step, Summary
    from orbat.resolve.settle import Proposal

T = TypeVar("T")
SMALL = 5_000  # claims: what is worked out of so few takes a second or two, about what a new process costs
KEPT_JOBS = 100  # told of; older ones are forgotten


@dataclass(frozen=True, slots=True)
class Job:
    """One round of reading: what it does now, what became of each document, and at last the summary."""

    id: str
    doing: str = "waiting"
    done: int = 0
    total: int | None = None
    outcomes: "tuple[Outcome, ...]" = ()
    summary: "Summary | None" = None
    failed: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return bool(self.summary or self.failed)


@dataclass(slots=True)
class Work:
    """The worker of one server. Its thread starts with the first thing to do."""

    db: str
    jobs: dict[str, Job] = field(default_factory=dict)
    _waiting: "queue.Queue[Callable[[Casebook], None]]" = field(default_factory=queue.Queue)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _joining: bool = False
    _weighing: bool = False
    _proposed: "tuple[str, tuple[Proposal, ...]] | None" = None  # of which stamp

    def read(self, sources: "Iterable[Source]", overrides: "Overrides") -> str:
        """Read sources soon; gives the id of the job."""
        given = tuple(sources)
        job = Job(secrets.token_hex(8))
        with self._lock:
            self.jobs[job.id] = job
            for old in list(self.jobs)[:-KEPT_JOBS]:
                del self.jobs[old]
        self._put(lambda opened: self._read(opened, job, given, overrides))
        return job.id

    def rejoin(self, casebook: Casebook) -> None:
        """Bring the machine's joins up to date soon; once for many decisions."""
        with self._lock:
            if self._joining:
                return
            self._joining = True
        self._put(self._join)

    def proposals(self, casebook: Casebook, start: bool = True) -> "tuple[Proposal, ...] | None":
        """What is proposed to be one; None: it is not worked out; where `start`, it soon will be."""
        held = self._proposed
        if held and held[0] == casebook.worked.who_stamp():
            return held[1]
        if start:
            self.rejoin(casebook)
        return None

    def disputes(self, casebook: Casebook, start: bool = True) -> list[Disputed] | None:
        """Everything that is disputed; None: it is not worked out; where `start`, it soon will be."""
        answers = Answers(casebook)
        if answers.is_prepared():
            return answers.disputes()
        if start:
            self.prepare(casebook)
        return None

    def prepare(self, casebook: Casebook) -> None:
        """Work out soon what disputes are listed and large trees and networks are drawn from."""
        if Answers(casebook).is_prepared():
            return
        with self._lock:
            begins, self._weighing = not self._weighing, True
        if begins:
            self._put(self._weigh)

    def wait(self) -> None:
        """Until all is done that there is to do."""
        self._waiting.join()

    def _put(self, task: Callable[[Casebook], None]) -> None:
        with self._lock:
            self._waiting.put(task)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="orbat-work", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            task = self._waiting.get()
            try:
                with Casebook.open(self.db) as opened:
                    task(opened)
            except (
                OrbatError,
                BrokenProcessPool,
            ) as error:  # said where the server was started; the next thing may go well
                logging.getLogger("orbat").warning("%s", error)
            finally:
                self._waiting.task_done()

    def _join(self, opened: Casebook) -> None:
        with self._lock:
            self._joining = False
        proposals = self._apart(opened, join_all)
        self._proposed = (opened.worked.who_stamp(), proposals)

    def _weigh(self, opened: Casebook) -> None:
        with self._lock:
            self._weighing = False
        self._apart(opened, weigh_all)

    def _apart(self, opened: Casebook, task: Callable[[str], T]) -> T:
        """What a task gives; of a large casebook in a process of its own: pages are answered meanwhile."""
        if opened.counts().claims <= SMALL:
            return task(self.db)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            return pool.submit(task, self.db).result()

    def _read(
        self, opened: Casebook, job: Job, sources: "tuple[Source, ...]", overrides: "Overrides"
    ) -> None:
        from orbat.pipeline import read_all
        from orbat.read.rules import RulesReader

        def on_progress(step: "Step") -> None:
            now = self.jobs.get(job.id, job)
            outcomes = (*now.outcomes, step.outcome) if step.outcome else now.outcomes
            self.jobs[job.id] = replace(
                now, doing=step.stage, done=step.done, total=step.total, outcomes=outcomes
            )

        try:
            summary = read_all(opened, iter(sources), RulesReader(), overrides, on_progress)
        except OrbatError as error:
            self.jobs[job.id] = replace(self.jobs.get(job.id, job), failed=str(error))
            return
        Answers(opened).resolve()  # so that the document's page need not
        self.jobs[job.id] = replace(self.jobs.get(job.id, job), summary=summary)


def join_all(db: str) -> "tuple[Proposal, ...]":
    """Bring the machine's joins up to date; gives what it proposes."""
    from orbat.joining import join

    with Casebook.open(db) as opened:
        proposals = join(opened)
        Answers(opened).resolve()  # so that the next page need not
    return proposals


def weigh_all(db: str) -> None:
    """Work out disputes, and the lines of trees and networks."""
    with Casebook.open(db) as opened:
        Answers(opened).prepare()
