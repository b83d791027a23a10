"""One call to a provider, from what an earlier process may have sent to the answer in hand. Nothing is sent twice.

A ticket is committed before the first look at its job. From then on nothing is sent again because a look or a fetch
failed: those are repeated until the deadline, then the job is cancelled, and where nobody confirms that, it is doubt.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from vidpipe.engine import polling, retrying
from vidpipe.engine.faults import point
from vidpipe.engine.outside import Outside
from vidpipe.engine.patience import Patience
from vidpipe.engine.pricing import reserve_for
from vidpipe.errors import Kind, ProviderError, Refused, Stopped, VidpipeError
from vidpipe.film.catalogue import Caps
from vidpipe.ports import Desk, Planned, Provider, Result, Status, Ticket
from vidpipe.take import Attempt, Phase

log = logging.getLogger("vidpipe.asking")

T = TypeVar("T")
FINAL = (Kind.GONE, Kind.POLICY, Kind.INVALID)
"""What a look or a fetch says once and for all; everything else may be another thing in a while."""


class Uncertain(Exception):
    """The request may have been accepted and paid, and nobody can say."""


class LeaseLost(Exception):
    """Another worker has this attempt now; what was made here is dropped."""


class CalledOff(Exception):
    """The job was cancelled; `billed` as in ProviderError. `late`: by its deadline and not by a person."""

    def __init__(self, *, billed: bool | None, late: float | None) -> None:
        super().__init__(billed, late)
        self.billed, self.late = billed, late


@dataclass
class Asking:
    """One attempt's call. `keep` puts an answer away for good; `say` tells a person a word about how it stands."""

    outside: Outside
    attempt: Attempt
    provider: Provider
    caps: Caps
    planned: Planned
    worker: str
    desk: Desk
    patience: Patience
    keep: Callable[[Result], Result]
    say: Callable[[str], None]
    sent: bool = field(default=False, init=False)
    """Whether a request went out from here."""
    accepted: bool = field(default=False, init=False)
    """Whether there is a ticket."""
    unsure: bool = field(default=False, init=False)
    """Whether something may have been accepted that no ticket tells of."""
    took: int = field(default=0, init=False)
    """Milliseconds from sending to the answer."""

    def answer(self) -> Result:
        """Raises ProviderError, Uncertain, LeaseLost, CalledOff, Stopped."""
        ticket = self._ticket() or self._recovered()
        if ticket is not None:
            return self._await(ticket, _age(ticket))
        began = time.monotonic()
        answer = self._sent_or_found()
        if isinstance(answer, Ticket):
            return self._await(answer, time.monotonic() - began)
        self.took = _milliseconds(time.monotonic() - began)
        self.patience.take_it()
        return self.keep(answer)

    def _ticket(self) -> Ticket | None:
        return Ticket.model_validate(self.attempt.ticket) if self.attempt.ticket else None

    # ------------------------------------------------------------ sending

    def _submit(self) -> Result | Ticket:
        """One request, no more."""
        if self.patience.passed():
            raise Stopped("Stopped before anything was sent")
        store, unknown = self.outside.store, self.planned.basis == "unknown"
        reserve = reserve_for(self.planned, store.learned(self.caps.id) if unknown else None)
        if not store.submitting(self.attempt.id, self.worker, reserve):
            raise LeaseLost
        point("before-submit")
        self.sent, self.unsure = True, self.provider.recovery != "idempotent"
        answer = self._sent()
        point("after-submit")
        if isinstance(answer, Ticket) and not store.submitted(self.attempt.id, self.worker, answer):
            raise LeaseLost
        self.unsure = False
        if isinstance(answer, Ticket):
            point("ticketed")
        return answer

    def _sent(self) -> Result | Ticket:
        try:
            return self.provider.submit(self.caps, self.planned.request, self.desk)
        except VidpipeError:
            raise
        except Exception as error:
            log.exception("%s, asking %s", self.attempt.slot, self.caps.id)
            raise self._unreadable(error) from error

    # ------------------------------------------------------------ after a crash

    def _recovered(self) -> Ticket | None:
        """The job that a process sent which died before it had the ticket. None where surely nothing was accepted."""
        if self.attempt.phase is not Phase.SUBMITTING or self.provider.recovery == "idempotent":
            return None
        self.unsure = True
        doubt = self._doubt(f"vidpipe was stopped while {self.caps.id} was being asked; it may have been charged")
        if self.provider.recovery == "ask":
            raise doubt
        return self._looked_for(doubt)

    def _sent_or_found(self) -> Result | Ticket:
        """The answer to one request; where it was lost on its way, the job that the provider has of it.

        Raises ProviderError: retry where surely nothing was accepted. Uncertain where it may be accepted yet.
        """
        try:
            return self._submit()
        except ProviderError as error:
            if error.kind is not Kind.AMBIGUOUS or self.provider.recovery != "lookup":
                raise
            doubt = Uncertain(str(error))
            found = self._looked_for(doubt)
            if found is None and error.pending:
                self.unsure = True
                raise doubt from error
            if found is None:
                again = "It has no such job, so it is sent again by itself."
                raise ProviderError(Kind.RETRY, error.message, remedy=again, billed=False) from error
            return found

    def _looked_for(self, doubt: Uncertain) -> Ticket | None:
        """The job of a request that was sent; None where surely nothing was accepted."""
        found = self._looked_up(doubt) or self._looked_up(doubt, after=self.outside.pace.grace)
        self.unsure = False
        return found

    def _looked_up(self, doubt: Uncertain, *, after: float = 0.0) -> Ticket | None:
        """The job if the provider has it. A provider may need a while until a job shows, so one look proves nothing."""
        self._rest(self.outside.pace.real(after))
        store, since = self.outside.store, self.attempt.started or self.attempt.created
        for times in range(1, retrying.MOST_TRIES + 1):
            try:
                taken = store.tickets(self.provider.name)
                found = self.provider.lookup(self.caps, self.planned.request, since, taken)
                point("looked-up")
                if found is None or store.submitted(self.attempt.id, self.worker, found):
                    return found
                raise LeaseLost
            except Refused:
                continue
            except ProviderError as error:
                if error.kind is not Kind.RETRY:
                    raise doubt from error
                self._rest(self._trouble(error, times))
        raise doubt

    def _rest(self, seconds: float) -> None:
        self.patience.wait(seconds)
        if self.patience.stopping() or self.patience.called_off():
            raise Stopped("Stopped while the provider was asked what it had accepted")

    # ------------------------------------------------------------ waiting for a job

    def _await(self, ticket: Ticket, age: float) -> Result:
        """`age`: seconds since the job was sent, by our own clock where it was sent from here."""
        self.accepted = True
        pace = self.outside.pace
        learned = self.outside.store.learned(self.caps.id)
        job = polling.expected(self.caps, learned, pace)
        deadline = polling.deadline(self.caps, learned, pace, otherwise=self.patience.seconds)
        began = time.monotonic()
        end = max(deadline, age + min(deadline, pace.real(pace.most)))
        troubles = 0
        while True:
            if self.patience.stopping():
                raise Stopped("Stopped while the provider was at work; resume goes on from its ticket")
            if self.patience.called_off():
                return self._call_off(ticket)
            status, error = self._look(ticket)
            elapsed = age + time.monotonic() - began
            if status is not None and status.state == "done":
                return self._fetched(ticket, elapsed)
            if status is not None and status.state in ("failed", "cancelled"):
                raise self._ended(status)
            troubles = troubles + 1 if error else 0
            self._tell(status, error, troubles)
            if status is not None:
                self.desk.progress(status.progress or polling.per_cent(elapsed, job))
            if elapsed > end:
                return self._call_off(ticket, late=deadline)
            gap = polling.pause(elapsed, job, pace, hint=status.retry_in if status else None)
            gap = max(gap, self._trouble(error, troubles)) if error else gap
            self.patience.wait(min(gap, end - elapsed + 0.01))

    def _look(self, ticket: Ticket) -> tuple[Status | None, VidpipeError | None]:
        """How the job stands, or why that cannot be told now. Raises ProviderError for what is said once and for all.

        A job that is not known may only be too new: that is believed when it is said twice.
        """
        for last in (False, True):
            try:
                status = self.provider.poll(ticket)
                point("polled")
                return status, None
            except Exception as error:
                told = self._read(error)
                if not isinstance(told, ProviderError) or told.kind not in FINAL:
                    return None, told
                if last or told.kind is not Kind.GONE or told.billed is not None:
                    raise told from error
                self.patience.wait(self.outside.pace.real(self.outside.pace.first))
        return None, None

    def _tell(self, status: Status | None, error: VidpipeError | None, troubles: int) -> None:
        if status is not None:
            self.say(status.note)
        elif error is not None and troubles > 1:
            self.say(f"{error}. It is asked again; the job goes on there".replace("..", "."))

    def _ended(self, status: Status) -> ProviderError:
        """Why a job came to nothing. Sent again by itself is only what the provider says failed and cost nothing."""
        error = status.error or ProviderError(
            Kind.GONE, f"{self.provider.title} says that the job was {status.state}", remedy="Try again."
        )
        if error.kind not in (Kind.RETRY, Kind.AMBIGUOUS) or (error.kind is Kind.RETRY and error.billed is False):
            return error
        return ProviderError(Kind.GONE, error.message, remedy=error.remedy or "Try again.", billed=error.billed)

    # ------------------------------------------------------------ what is done is taken

    def _fetched(self, ticket: Ticket, elapsed: float) -> Result:
        """The answer, kept. Neither a person nor a deadline drops it any more: it is done and paid."""
        self.patience.take_it()
        self.took = self.took or _milliseconds(elapsed)
        pace = self.outside.pace
        end = time.monotonic() + max(self.patience.seconds / pace.haste, pace.real(pace.most))
        troubles = 0
        while True:
            point("fetching")
            try:
                return self.keep(self.provider.fetch(ticket, self.desk))
            except Stopped:
                raise
            except Exception as error:
                told = self._read(error)
                if isinstance(told, ProviderError) and told.kind in FINAL:
                    raise told from error
                troubles += 1
                if time.monotonic() > end:
                    raise self._doubt(f"It was made and is probably paid, but could not be fetched: {told}") from error
                self._tell(None, told, troubles)
                self._pause_in_fetch(self._trouble(told, troubles), end)

    def _pause_in_fetch(self, seconds: float, end: float) -> None:
        until = min(time.monotonic() + seconds, end + 0.01)
        while time.monotonic() < until:
            if self.patience.stopping():
                raise Stopped("Stopped while the answer was fetched; resume goes on from its ticket")
            time.sleep(min(0.1, max(0.0, until - time.monotonic())))

    # ------------------------------------------------------------ calling off

    def _call_off(self, ticket: Ticket, *, late: float | None = None) -> Result:
        """Cancel at the provider. A job that was done by then is taken. Raises CalledOff, Uncertain, ProviderError."""
        point("calling-off")
        confirmed = self._cancelled(ticket)
        point("called-off")
        status = self._last_look(ticket, confirmed=confirmed)
        if status is not None and status.state == "done":
            return self._fetched(ticket, _age(ticket))
        ended = status is not None and status.state in ("failed", "cancelled")
        if not ended and not confirmed:
            why = "It took too long and was called off" if late else "It was called off"
            raise self._doubt(f"{why}, but {self.provider.title} did not confirm that; it may still be charged")
        billed = status.error.billed if status and status.error else None
        raise CalledOff(billed=billed, late=late)

    def _cancelled(self, ticket: Ticket) -> bool:
        try:
            return self.provider.cancel(ticket)
        except Exception as error:
            self._read(error)
            return False

    def _last_look(self, ticket: Ticket, *, confirmed: bool) -> Status | None:
        """How the job stands after it was called off: asked until it is at rest, at most for the grace."""
        end = time.monotonic() + self.outside.pace.real(self.outside.pace.grace)
        while True:
            try:
                status = self.provider.poll(ticket)
                if confirmed or status.state not in ("queued", "running"):
                    return status
            except Exception as error:
                self._read(error)
                if confirmed:
                    return None
            if self.patience.stopping():
                raise Stopped("Stopped while the job was called off; that is done when work goes on")
            if time.monotonic() > end:
                return None
            time.sleep(self.outside.pace.real(1.0))

    # ------------------------------------------------------------ trouble

    def _doubt(self, what: str) -> Uncertain:
        return Uncertain(f"{what.rstrip('.')}. Look at {self.provider.title}'s own list, then say if it was charged.")

    def _read(self, error: Exception) -> VidpipeError:
        """What went wrong while nothing was sent. Raises what is no matter of the provider: a stop."""
        if isinstance(error, Stopped):
            raise error
        if isinstance(error, VidpipeError):
            return error
        log.error("%s, asking %s about its job", self.attempt.slot, self.caps.id, exc_info=error)
        return self._unreadable(error)

    def _unreadable(self, error: Exception) -> ProviderError:
        return ProviderError(
            Kind.AMBIGUOUS,
            f"{self.provider.title} answered something that was not understood ({type(error).__name__})",
            remedy="Look at its own list of calls.",
        )

    def _trouble(self, error: VidpipeError | None, times: int) -> float:
        asked = error.retry_after if isinstance(error, ProviderError) else None
        return polling.after_trouble(times, name=self.attempt.id, asked=asked, pace=self.outside.pace)


def _age(ticket: Ticket) -> float:
    """Seconds since the job was accepted."""
    return max(0.0, (datetime.now(UTC) - ticket.created).total_seconds())


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
