"""A service that knows nothing of Throughline: it hands on the headers of the trace as they are, as a proxy would."""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

NEXT = sys.argv[1]
HEADERS = ("traceparent", "tracestate", "baggage", "x-request-id")


class Relay(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        headers = {name: self.headers[name] for name in HEADERS if name in self.headers}
        with urlopen(Request(NEXT, headers=headers)) as response:
            body = response.read()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128


server = Server(("127.0.0.1", 0), Relay)
print(server.server_address[1], flush=True)
server.serve_forever()
