import { onTestFinished } from 'vitest';

import type { RequestDetail, RequestList, RequestSummary } from '../../../src/inspector/api.js';
import { type NodeRun, root, runCommand } from '../run-node.js';
import { inTerminal } from './terminal.js';

/** An application under `throughline dev`. */
export interface Developing extends NodeRun {
  readonly address: string;
  /** The address of the page, with its token. */
  readonly page: string;
  /** Asks the inspector's API. */
  ask<T>(path: string, init?: RequestInit): Promise<T>;
  askText(path: string, init?: RequestInit): Promise<string>;
  /** Waits until there are requests that a query finds, `count` of them or more. */
  requests(query: string, count?: number): Promise<readonly RequestSummary[]>;
  /** The newest of them. */
  detail(query: string): Promise<RequestDetail>;
}

/** Runs `throughline dev` with these arguments, on any free port, until the test ends; by this `node`, in a terminal if that is said. */
export async function developing(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = root,
  node = process.execPath,
  isInTerminal = false,
): Promise<Developing> {
  const given = [`${root}/bin/throughline.js`, 'dev', '--port=0', ...args];
  const [command, all] = isInTerminal ? inTerminal(node, given) : [node, given];
  const run = runCommand(command, all, env, cwd);
  onTestFinished(async () => {
    run.child.kill('SIGTERM'); // the application ends with it
    await run.ended;
  });
  const [, address = '', token = ''] = await run.find(/(http:\S+)\/\?token=([\w-]+)/);
  const askText = async (path: string, init: RequestInit = {}): Promise<string> => {
    const headers = { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(address + path, { ...init, headers });
    return response.text();
  };
  const ask = async <T>(path: string, init?: RequestInit): Promise<T> => JSON.parse(await askText(path, init)) as T;
  const requests = async (query: string, count = 1): Promise<readonly RequestSummary[]> => {
    for (let tries = 0; tries < 100; tries++) {
      const { requests: found } = await ask<RequestList>(`/api/requests?${query}`);
      if (found.length >= count) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`There is no request for ${query}:\n${run.lines.join('\n')}`);
  };
  const detail = async (query: string): Promise<RequestDetail> => {
    const [found] = await requests(query);
    return ask<RequestDetail>(`/api/requests/${found?.key}`);
  };
  return { ...run, ask, askText, requests, detail, address, page: `${address}/?token=${token}` };
}
