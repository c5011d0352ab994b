import type { Body } from '../http/read-body.js';

const MAX_AT_ONCE = 8;
/** Of all that are under way: `fetch` copies each. */
const MAX_BYTES = 8 * 2 ** 20;
const TIMEOUT = 10_000;

/** Passes on what came by OTLP, as it came, to the collector at `url`; does nothing without one. Calls `warn` at the first failure. */
export function forwarder(
  url: string | undefined,
  warn: (message: string) => void,
): (path: string, body: Body) => void {
  if (url === undefined) return () => {};
  let underWay = 0;
  let bytes = 0;
  let hasFailed = false;
  const fail = (reason: string): void => {
    if (hasFailed) return;
    hasFailed = true;
    warn(`cannot pass on what came by OTLP: ${reason}`);
  };
  return (path, { raw, type, encoding }) => {
    if (underWay >= MAX_AT_ONCE || bytes + raw.length > MAX_BYTES) return fail('the collector is too slow');
    underWay++;
    bytes += raw.length;
    const headers = { 'content-type': type, ...(encoding !== '' && { 'content-encoding': encoding }) };
    void send(url.replace(/\/$/, '') + path, { headers, body: raw as Uint8Array<ArrayBuffer> })
      .then((failure) => failure === undefined || fail(failure))
      .finally(() => {
        underWay--;
        bytes -= raw.length;
      });
    return undefined;
  };
}

/** In words why it failed. */
async function send(url: string, init: RequestInit): Promise<string | undefined> {
  try {
    const response = await fetch(url, { method: 'POST', ...init, signal: AbortSignal.timeout(TIMEOUT) });
    await response.body?.cancel();
    return response.ok ? undefined : `it answered ${response.status}`;
  } catch {
    return 'it does not answer';
  }
}
