import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { multerUpload } from '../multer-upload.js';
import { readingOf } from '../reading.js';

/** Reads the body of `request` as its path says, by hand and by multer, and gives what the code around it saw. */
export async function parseNode(request: IncomingMessage, response: ServerResponse): Promise<string> {
  const reading = readingOf(request);
  if (request.url === '/upload') await receive(request, response);
  else if (request.url === '/json') reading.note((JSON.parse(await text(request)) as { text: string }).text.length);
  else reading.note(new URLSearchParams(await text(request)).get('text')?.length);
  return reading.answer();
}

function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    multerUpload(request as never, response as never, (error?: Error | string) =>
      error === undefined || error === '' ? resolve() : reject(error),
    );
  });
}
