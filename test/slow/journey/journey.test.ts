// 200 requests at once cross a pool, two queues, a thread and a child process, and come back: nothing mixes, and each trace is whole.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { findNodes } from '../../support/nodes.js';
import { cleanEnv, root } from '../../support/run-node.js';
import { addressOf, isRequired } from '../truth/servers.js';

const isThere = await isRequired('PostgreSQL');
const lacks = isThere ? '' : ' (skipped without a PostgreSQL)';

const PLACES = [
  'start',
  'database',
  'limit',
  'thread, start',
  'thread, end',
  'answer of the thread',
  'queue',
  'child',
  'end of the child',
  'end',
];

interface Hop {
  readonly place: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly tenant: string;
}

interface Answer {
  readonly requestId: string;
  readonly path: string;
  /** `undefined` where the database ended the connection. */
  readonly sql?: string;
  readonly hops: readonly Hop[];
}

async function travel(node: string, how: 'mend' | 'as it is', requests: number): Promise<Answer[]> {
  const args = ['test/slow/journey/server.mjs', folderOf('libraries'), addressOf('PostgreSQL'), how, String(requests)];
  const { stdout } = await promisify(execFile)(node, args, { cwd: root, env: cleanEnv(), maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as Answer[];
}

const isMixed = ({ requestId, hops }: Answer): boolean => hops.some((hop) => hop.requestId !== requestId);

const NODES = findNodes();

describe.skipIf(!isThere).each([NODES[0], NODES.at(-1)].filter((node, i, all) => all.indexOf(node) === i))(
  `a journey, on $name${lacks}`,
  (node) => {
    const path = node?.path ?? '';

    it('200 requests at once keep their ids, and each trace is whole', { timeout: 180_000 }, async () => {
      const answers = await travel(path, 'mend', 200);
      expect(answers).toHaveLength(200);
      for (const { requestId, path: asked, sql, hops } of answers) {
        expect(hops.map(({ place }) => place)).toEqual(PLACES);
        const traceId = hops[0]?.traceId as string;
        for (const hop of hops) expect(hop).toMatchObject({ requestId, traceId, tenant: `tenant of ${requestId}` });
        if (asked === 'cut-off') expect(sql).toBeUndefined();
        else expect(sql).toContain(`traceparent='00-${traceId}-${hops[0]?.spanId}-`);
        // The thread and the child have a span each, all other places that of the request.
        expect(new Set(hops.map(({ spanId }) => spanId)).size).toBe(3);
      }
      expect(new Set(answers.map(({ hops }) => hops[0]?.traceId)).size).toBe(200);
    });

    it('without mend they would mix', { timeout: 60_000 }, async () => {
      expect((await travel(path, 'as it is', 40)).filter(isMixed).length).toBeGreaterThan(10);
    });
  },
);
