import { describe, expect, it } from 'vitest';

import { REGISTERED, runNode } from '../../support/run-node.js';
import { appPath } from './serve-app.js';

const run = async (env: Record<string, string>): Promise<string[]> => {
  const { ended, lines } = runNode([...REGISTERED, appPath('jobs.mjs')], env);
  expect(await ended).toMatchObject({ code: 0 });
  return lines;
};

const ID = '[0-9a-f]{32}';

describe('jobs under register', () => {
  it('have ids in their lines, and no access line unless that is on', async () => {
    expect(await run({})).toEqual([
      'before', // the console is left alone until there is something to tell apart
      expect.stringMatching(new RegExp(`^\\[${ID}\\] in the job$`)),
      '[mine] in the message',
      '[mine] in the context of a message',
      '[-] after',
    ]);
  });

  it('have an access line', async () => {
    const lines = await run({ THROUGHLINE_ACCESS_LOG: 'on' });
    for (const end of ['nightly completed', 'failing failed', 'orders completed']) {
      const id = end.startsWith('orders') ? 'mine' : ID;
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^\\[${id}\\] ${end} [\\d.]+ ms$`)));
    }
    expect(lines).toHaveLength(8);
  });

  it('have their fields in JSON, and trust no more than the process', async () => {
    const lines = await run({ THROUGHLINE_CONSOLE: 'json', THROUGHLINE_TRUST: 'ignore' });
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect(parsed.map(({ message, job }) => [message, job])).toEqual([
      ['before', undefined],
      ['in the job', 'nightly'],
      ['in the message', 'orders'],
      ['in the context of a message', undefined],
      ['after', undefined],
    ]);
    expect(parsed[2]?.['request_id']).toMatch(new RegExp(`^${ID}$`));
    expect(lines.join('\n')).not.toContain('mine');
  });
});
