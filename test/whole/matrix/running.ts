import { onTestFinished, vi } from 'vitest';

import { CTX_REQUEST_ID, type Span, type TracingOptions } from '../../../src/index.js';
import type { Cell, Registered, Started } from './harness.js';

export interface Running extends Started {
  /** The spans that have ended, in order, as often as they ended. */
  readonly ended: Span[];
  /** The id that each of them ended under. */
  readonly ids: string[];
  /** Sends a request with the id. */
  request(path: string, id: string, init?: RequestInit): Promise<Response>;
}

/** Starts the cell, which stops when the test ends. What failing handlers log is not shown. */
export async function run(cell: Cell, options: TracingOptions = {}, registered?: Registered): Promise<Running> {
  const ended: Span[] = [];
  const ids: string[] = [];
  const end = (span: Span): void => {
    ended.push(span);
    ids.push(CTX_REQUEST_ID.get());
  };
  const started = await cell.start({ end, ...options }, registered);
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(async () => {
    log.mockRestore();
    await started.close();
  });
  const request = (path: string, id: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${started.port}${path}`, {
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), 'x-request-id': id },
    });
  return { ...started, ended, ids, request };
}
