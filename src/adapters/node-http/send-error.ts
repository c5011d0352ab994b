import type { ServerResponse } from 'node:http';

/** Answers for a listener that failed: with a 500 if nothing was sent yet, else by closing the connection. */
export function sendError(response: ServerResponse): void {
  if (response.writableEnded) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusMessage = '';
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('Internal Server Error\n');
}
