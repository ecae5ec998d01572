"""Addresses of the public internet, and no others.

Law: the address that is judged is the one that is asked: a name is resolved here, once, each redirect too.
"""

import ipaddress
import socket

import httpx

from orbat.errors import FetchError

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address behind a translator


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where another is written inside it."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour or found.teredo or found in _TRANSLATED:
            return False
    return found.is_global and not found.is_multicast


def resolve(host: str, port: int) -> str:
    """The IP address to ask. Raises FetchError where any of a name's addresses is private or local."""
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host} is not known: check the address and the connection") from error
    if not found or not all(is_public(address.partition("%")[0]) for address in found):
        raise FetchError(f"{host} is in a private network or this machine: save the page and give the file")
    return found[0]


class Public(httpx.HTTPTransport):
    """Asks only public addresses, by the number that was judged; the certificate is still the name's."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer. Raises FetchError for a target that is not public."""
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        asked = httpx.Request(  # the one that came stays as it is: a redirect is relative to its name
            request.method,
            request.url.copy_with(host=resolve(host, port)),
            headers=request.headers,  # with the name as Host
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return super().handle_request(asked)
