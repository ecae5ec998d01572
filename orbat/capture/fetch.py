"""http(s) addresses -> bytes, by httpx.

Law: nothing is fetched without a limit of time, size and redirects, and every failure names the address and
what to do.
"""

import time

import httpx

from orbat.capture.made import Limits
from orbat.capture.public import Public
from orbat.errors import FetchError

AGENT = "Mozilla/5.0 (compatible; orbat)"


def fetch(address: str, limits: Limits, public: bool = False) -> tuple[bytes, str | None]:
    """The bytes at `address` and the media type its server gives. Raises FetchError.

    `public`: refuse what is not on the public internet, as is right for an address that a browser gives; then
    no proxy of the environment is used, since it would resolve the name again.
    """
    try:
        with (
            httpx.Client(
                follow_redirects=True,
                max_redirects=limits.redirects,
                timeout=limits.timeout,
                headers={"User-Agent": AGENT},
                transport=Public() if public else None,
                trust_env=not public,
            ) as client,
            client.stream("GET", address) as answer,
        ):
            if answer.status_code >= 400:
                raise FetchError(
                    f"{address} answers {answer.status_code} {answer.reason_phrase}: try it in a browser"
                )
            return _read(answer, address, limits), answer.headers.get("content-type")
    except httpx.TimeoutException as error:
        raise FetchError(f"{address} gave no answer in {limits.timeout:g} s: try again later") from error
    except httpx.TooManyRedirects as error:
        raise FetchError(
            f"{address} redirects more than {limits.redirects} times: give the final address"
        ) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise FetchError(f"{address} is no http(s) address or leads to none: check it") from error
    except httpx.HTTPError as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FetchError(
            f"{address} cannot be fetched ({why}): check the address and the connection"
        ) from error


def _read(answer: httpx.Response, address: str, limits: Limits) -> bytes:
    started, parts, size = time.monotonic(), [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > limits.size:
            raise FetchError(
                f"{address} is over the limit of {limits.size / 1e6:g} MB: save the part you need as a file"
            )
        if time.monotonic() - started > limits.total:
            raise FetchError(f"{address} was not read in {limits.total:g} s: try again later")
    return b"".join(parts)
