import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { findNodes } from '../../support/nodes.js';
import { cleanEnv, root } from '../../support/run-node.js';

const HERE = 'test/whole/processes';
const EXECA = `${folderOf('threads')}/node_modules/execa/index.js`;
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`;
const OF_PROCESS = {
  TRACEPARENT: '00-11111111111111111111111111111111-b7ad6b7169203331-01',
  TRACESTATE: 'process=1',
  BAGGAGE: 'tenant=process',
  X_REQUEST_ID: 'process-1',
};

interface Seen {
  readonly requestId: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly tracestate: string;
  readonly tenant: string;
}

interface Answer {
  readonly how: string;
  readonly i: number;
  readonly requestId: string;
  readonly traceId: string;
  readonly child: { readonly registered: Seen; readonly extracted: Seen };
}

async function print(node: string, args: readonly string[], env: Record<string, string> = {}): Promise<unknown> {
  const { stdout } = await promisify(execFile)(node, args, { cwd: root, env: cleanEnv(env), timeout: 60_000 });
  return JSON.parse(stdout);
}

const NODES = findNodes();

describe.each([NODES[0], NODES.at(-1)].filter((node, i, all) => all.indexOf(node) === i))('on $name', (node) => {
  const path = node?.path ?? '';

  it('a child of a request goes on with it, and with nothing of the process of its parent', async () => {
    const answers = (await print(path, [`${HERE}/parent.mjs`, EXECA, TRACEPARENT], OF_PROCESS)) as Answer[];
    expect(answers).toHaveLength(18);
    for (const { how, i, requestId, traceId, child } of answers) {
      expect(requestId).toBe(`${how}-${i}`);
      if (i === 0) expect(traceId).toBe(TRACE_ID);
      const seen = {
        requestId,
        traceId,
        spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
        tracestate: i === 0 ? 'congo=t61' : '',
      };
      expect(child.registered).toEqual({ ...seen, tenant: 'nobody' }); // register sets no variables
      expect(child.extracted).toEqual({ ...seen, tenant: `tenant of ${requestId}` });
    }
    expect(new Set(answers.map(({ traceId }) => traceId)).size).toBe(1 + 2 * 6);
  });

  const command = (env: Record<string, string>): Promise<unknown> =>
    print(path, ['-r', 'throughline/register', `${HERE}/command.mjs`], { ...env, THROUGHLINE_SKIP: '/skipped' });

  it('a command goes on with the trace of its environment, its tasks and children too', async () => {
    const seen = await command(OF_PROCESS);
    const ids = { requestId: 'process-1', traceId: OF_PROCESS.TRACEPARENT.slice(3, 35) };
    expect(seen).toEqual({
      outside: ids,
      task: ids,
      timer: ids,
      line: { request_id: ids.requestId, trace_id: ids.traceId, span_id: expect.any(String), trace_flags: '01' },
      set: 'TL_ERR_NO_TASK',
      child: expect.objectContaining(ids),
      request: { requestId: 'own', traceId: expect.not.stringContaining(ids.traceId), tenant: 'nobody' },
      skipped: { requestId: '', traceId: '', tenant: 'nobody' },
      message: {
        requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
        traceId: expect.not.stringContaining(ids.traceId),
        tenant: 'nobody',
      },
    });
  });

  it.each([
    ['nothing', {}],
    ['baggage alone', { BAGGAGE: 'tenant=acme' }],
    [
      'what is invalid',
      { TRACEPARENT: '00-zz-b7ad6b7169203331-01', TRACESTATE: 'a=1', X_REQUEST_ID: 'a b\nc', BAGGAGE: ';;' },
    ],
    ['what is too long', { TRACEPARENT: '0'.repeat(100_000), X_REQUEST_ID: 'a'.repeat(100_000) }],
  ])('a command has no ids with %s in its environment', async (_, env) => {
    const seen = await command(env);
    expect(seen).toMatchObject({ outside: { requestId: '', traceId: '' }, line: {}, set: 'TL_ERR_NO_TASK' });
  });
});
