import type { ServerResponse } from 'node:http';

/** Answers for a listener that failed: with a 500 if nothing was sent yet, else by closing the connection. */
export function sendError(response: ServerResponse): void {
  try {
    if (response.headersSent) close(response);
    else sendStatus500(response);
  } catch {
    response.destroy(); // the application has changed the response so that it throws
  }
}

function close(response: ServerResponse): void {
  if (!response.writableEnded) response.destroy();
}

function sendStatus500(response: ServerResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusMessage = '';
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('Internal Server Error\n');
}
