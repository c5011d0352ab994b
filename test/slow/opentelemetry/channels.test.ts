import { createRequire } from 'node:module';

import { describe, expect, it, onTestFinished } from 'vitest';

import { recordChannels, withSpan } from '../../../src/index.js';
import { mend } from '../../../src/mend/index.js';
import { captureSpans, type CapturedSpan } from '../../../src/testing/index.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { addressOf, isRequired } from '../truth/servers.js';

const load = createRequire(`${folderOf('libraries')}/any.js`);

/** What a client of a library does, once it is connected; `call` has all that is to be recorded. */
type Use = (call: (fn: () => Promise<unknown>) => Promise<void>) => Promise<unknown>;

const USES: readonly (readonly [library: string, server: string, use: Use, outline: string])[] = [
  [
    'ioredis',
    'Redis',
    async (call) => {
      const { default: Redis } = load('ioredis');
      const client = new Redis(addressOf('Redis'), { lazyConnect: true });
      await client.connect();
      await call(async () => {
        await client.set('throughline:a', 'secret');
        await client.multi().get('throughline:a').exec();
      });
      client.disconnect();
    },
    'work\n  SET\n  MULTI\n    MULTI\n    GET\n    EXEC',
  ],
  [
    'redis',
    'Redis',
    async (call) => {
      const client = load('redis').createClient({ url: addressOf('Redis') });
      await client.connect();
      await call(async () => client.set('throughline:a', 'secret'));
      client.destroy();
    },
    'work\n  SET',
  ],
  [
    'mysql2',
    'MySQL',
    async (call) => {
      const connection = await load('mysql2/promise').createConnection(addressOf('MySQL'));
      await call(async () => {
        await connection.query("select 'secret'");
        await connection.execute('select ? as a', ['secret']);
      });
      await connection.end();
    },
    'work\n  SELECT\n  SELECT',
  ],
  [
    'pg',
    'PostgreSQL',
    async (call) => {
      const { Client } = mend(load('pg'));
      const client = new Client(addressOf('PostgreSQL'));
      await client.connect();
      await call(async () => {
        await client.query("select 'secret'");
        await client.query('select $1::text as a', ['secret']);
        await new Promise((resolve) => {
          client.query({ text: 'values ($1::text)', values: ['secret'], callback: resolve });
        });
      });
      await client.end();
    },
    'work\n  SELECT\n  SELECT\n  VALUES',
  ],
  [
    'a pool of pg',
    'PostgreSQL',
    async (call) => {
      const { Pool } = mend(load('pg'));
      const pool = new Pool({ connectionString: addressOf('PostgreSQL'), max: 1 });
      await call(async () => {
        await Promise.all([pool.query("select 'secret'"), pool.query('select $1::text', ['secret'])]);
        const client = await pool.connect();
        await client.query('values (1)');
        client.release();
        await new Promise((resolve) => void pool.query('select $1::text', ['secret'], resolve));
      });
      await pool.end();
    },
    'work\n  SELECT\n  SELECT\n  VALUES\n  SELECT',
  ],
];

for (const [library, server, use, outline] of USES) {
  const isHere = await isRequired(server);
  describe.skipIf(!isHere)(`recordChannels with ${library}${isHere ? '' : ` (not here: no ${server})`}`, () => {
    it('records its calls in the flow in which they are made, without their values', async () => {
      const stop = recordChannels();
      onTestFinished(stop);
      let spans: readonly CapturedSpan[] = [];
      await use(async (fn) => {
        using capture = captureSpans();
        await withSpan('work', fn);
        spans = capture.spans;
        expect(capture.outline).toBe(outline);
      });
      const [, ...calls] = spans;
      for (const call of calls) {
        expect(call).toMatchObject({ kind: 'client', hasEnded: true, error: undefined });
        expect(call.attributes['db.system.name']).toBe(server.toLowerCase());
        expect(call.attributes['server.port']).toBe(Number(new URL(addressOf(server)).port));
      }
      expect(JSON.stringify(calls)).not.toContain('secret');
    });
  });
}
