import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

import { attempt } from '../../../core/attempt.js';
import { sendText } from './answer.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Sends a file of the page: of one folder, by a name without any path. */
export function sendPageFile(response: ServerResponse, folder: string, path: string): void {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = TYPES[extname(name)];
  const isName = /^[\w-]+(?:\.[\w-]+)+$/.test(name);
  const text = isName && type !== undefined ? attempt(() => readFileSync(join(folder, name))) : undefined;
  if (text !== undefined) {
    response.writeHead(200, { 'content-type': type });
    response.end(text);
  } else if (name === 'index.html') {
    sendText(response, 500, 'The page of the inspector is not built. Run: npm run build. The API under /api/ works.');
  } else sendText(response, 404, 'There is no such page.');
}
