"""Arguments: token, TCP port, UDP port, path of a stream socket, path of a datagram socket, name of an abstract one."""

import socket
import sys

tcp, udp, stream, datagram, abstract = sys.argv[2:]


def try_to(name, attempt):
    try:
        attempt()
        print(name, "GOT")
    except OSError as error:
        print(name, "KEPT", error.errno)


def connect(family, kind, address):
    with socket.socket(family, kind) as made:
        made.settimeout(0.3)
        made.connect(address)
        made.send(b"taken")
        made.send(b"taken")  # refused, if a first datagram found nobody


def by_pair():
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"taken", datagram)


def reconnected_pair():
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    one.connect(stream)


def listens():
    with socket.socket() as made:
        made.bind(("0.0.0.0", 0))
        made.listen()
        if sys.platform == "linux" and open("/proc/net/dev").read().count(":") == 1:
            raise OSError(0, "nobody is there to hear it")


def packets():
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW).send(b"taken")


try_to("tcp", lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", int(tcp))))
try_to("tcp6", lambda: connect(socket.AF_INET6, socket.SOCK_STREAM, ("::1", int(tcp))))
try_to("tcp, fast open", lambda: socket.socket().sendto(b"taken", 0x20000000, ("127.0.0.1", int(tcp))))
try_to("udp", lambda: connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", int(udp))))
try_to("unix stream", lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, stream))
try_to("unix datagram", lambda: connect(socket.AF_UNIX, socket.SOCK_DGRAM, datagram))
try_to("abstract", lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, "\0" + abstract))
try_to("datagram by pair", by_pair)
try_to("stream pair connected anew", reconnected_pair)
try_to("listening", listens)
try_to("raw packets", packets)
try_to("outside", lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("192.0.2.1", 80)))
