import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import { record } from '../../support/recorder.js';

const client = fileURLToPath(new URL('runtime-client.js', import.meta.url));
/** A runtime whose `process` says that it has no undici has its fetch wrapped. */
const WITHOUT_UNDICI = `Object.defineProperty(process, 'versions', { value: { node: process.versions.node, undici: '' } });`;

const RUNTIMES: readonly [name: string, command: string, ...args: string[]][] = [
  ['Node', process.execPath],
  [
    'Node, with its fetch wrapped',
    process.execPath,
    '--import',
    `data:text/javascript,${encodeURIComponent(WITHOUT_UNDICI)}`,
  ],
];

for (const [name, command, ...args] of RUNTIMES) {
  it(`carries the trace to the listed origin only: ${name}`, async () => {
    const redirect = await Promise.all(
      [0, 1].map(() =>
        record((request, response) => {
          const to = new URL(request.url!, 'http://any').searchParams.get('to');
          if (to !== null) response.writeHead(302, { location: to });
          response.end('x');
        }),
      ),
    );
    const [listed, other] = redirect as [(typeof redirect)[0], (typeof redirect)[0]];
    const { stdout } = await promisify(execFile)(command, [...args, client, listed.origin, other.origin]);
    expect(JSON.parse(stdout)).toEqual({ url: `${listed.origin}/end`, redirected: true });
    expect(listed.received.map(({ url }) => url.split('?')[0])).toEqual([
      '/fetch',
      '/request',
      '/http',
      '/hop',
      '/end',
    ]);
    const parents = listed.received.map(({ all }) => {
      expect(all('x-request-id')).toEqual(['abc']);
      expect(all('traceparent')).toHaveLength(1);
      return all('traceparent')[0];
    });
    expect(new Set(parents).size).toBe(5);
    expect(other.received.map(({ url }) => url.split('?')[0])).toEqual(['/fetch', '/request', '/http', '/hop']);
    expect(other.carried).toBe(false);
  });
}
