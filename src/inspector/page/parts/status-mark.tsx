import type { JSX } from 'preact';

import type { RequestSummary } from '../../api.js';

/** The status of a request, or what it is instead: `200`, `running`, `failed`. */
export function StatusMark({ request }: { request: RequestSummary }): JSX.Element {
  const [look, text] = statusOf(request);
  return <span class={`status ${look}`}>{text}</span>;
}

function statusOf({ state, status, error }: RequestSummary): readonly [look: string, text: string] {
  if (state === 'running') return ['running', status === undefined ? 'running' : `${status} …`];
  if (state === 'lost') return ['bad', '✕ lost'];
  if (status === undefined) return error === undefined ? ['good', 'done'] : ['bad', '✕ failed'];
  if (status >= 500 || error !== undefined) return ['bad', `✕ ${status}`];
  return [status >= 400 ? 'warning' : 'good', String(status)];
}
