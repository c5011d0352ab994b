import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

it('sse: every event has the id of its client, and the span ends when the client goes', async () => {
  const { url, printed } = await startExample('sse');
  expect(await printed(1)).toEqual(['start is gone']);

  const ids = Array.from({ length: 20 }, (_, i) => `id-${i}`);
  await Promise.all(
    ids.map(async (id) => {
      const gone = new AbortController();
      const response = await fetch(url, { headers: { 'x-request-id': id }, signal: gone.signal });
      expect(response.headers.get('x-request-id')).toBe(id);
      const text = await read(response, 3);
      expect(text).toMatch(/^(data: \d+ \S+\n\n){3,}$/);
      expect(new Set(text.match(/id-\d+/g))).toEqual(new Set([id]));
      expect(await printed(1)).not.toContain(`${id} is gone`);
      gone.abort();
    }),
  );
  expect((await printed(21)).toSorted()).toEqual([...ids, 'start'].map((id) => `${id} is gone`).toSorted());
});

/** Events of the stream, at least `count`. */
async function read(response: Response, count: number): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.split('\n\n').length <= count) text += (await reader?.read())?.value;
  return text;
}
