import type { Hono } from 'hono';
import { validator } from 'hono/validator';

import { Reading } from '../reading.js';

/** Notes the length of the field `text` of a body that was parsed. */
function read(value: unknown): Reading {
  const reading = new Reading();
  reading.note((value as { text: string }).text.length);
  return reading;
}

/** Adds the routes that read bodies, with the parsers of Hono. */
export function addHonoParsers(app: Hono): void {
  app.post('/json', validator('json', read), (c) => c.text(c.req.valid('json').answer()));
  app.post('/form', validator('form', read), (c) => c.text(c.req.valid('form').answer()));
  app.post('/upload', async (c) => {
    const reading = new Reading();
    const { file } = await c.req.parseBody();
    reading.note();
    if (file instanceof File) for await (const chunk of file.stream()) reading.note(chunk.length);
    return c.text(reading.answer());
  });
}
