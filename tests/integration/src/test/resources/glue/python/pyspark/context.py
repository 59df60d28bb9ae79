import os
import socket


class Py4JJavaError(Exception):
    """What a method of Java has thrown."""


class _Gateway:
    """As Py4J's client: a command is lines of text, a reply is one line."""

    def __init__(self, port):
        self._file = socket.create_connection(("127.0.0.1", port)).makefile("rw", encoding="utf-8", newline="\n")

    def call(self, target, method, *arguments):
        lines = ["c", target, method, *(self._argument(each) for each in arguments), "e"]
        return self._value(self._send(lines))

    def _send(self, lines):
        self._file.write("".join(line + "\n" for line in lines))
        self._file.flush()
        return self._file.readline().rstrip("\n")

    def _argument(self, value):
        if isinstance(value, str):
            return "s" + value.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")
        # As PySpark's gateway converts them.
        reply = self._send(["i", "java.util.ArrayList", "e"])
        assert reply.startswith("!yl"), reply
        reference = reply[3:]
        for each in value:
            assert self.call(reference, "add", each) == "btrue"
        return "r" + reference

    def _value(self, reply):
        if reply.startswith("!xr"):
            raise Py4JJavaError(self._send(["p", reply[2:], "e"]).replace("\\n", "\n"))
        if not reply.startswith("!y"):
            raise Py4JJavaError(reply)
        return reply[2:]


class _Package:
    def __init__(self, gateway, name):
        self._gateway = gateway
        self._name = name

    def __getattr__(self, name):
        if self._name.rpartition(".")[2][:1].isupper():
            return lambda *arguments: self._gateway.call("z:" + self._name, name, *arguments)
        return _Package(self._gateway, (self._name + "." + name).lstrip("."))


class SparkContext:
    @classmethod
    def getOrCreate(cls):
        context = cls()
        context._jvm = _Package(_Gateway(int(os.environ["PY4J_PORT"])), "")
        return context
