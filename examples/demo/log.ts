import { TraceCtx } from 'throughline';

import { paintLine } from './paint.js';

let write = (line: string): void => console.log(paintLine(line));

/** Writes a line with the id of the request that it belongs to. Nobody passes the id: it comes from the context. */
export function log(message: string): void {
  write(`[${TraceCtx.getId()}] ${message}`);
}

/** Sends the lines of `log` to `lines`, and what goes to `console.error` to `errors`. The function returned undoes it. */
export function captureLog(lines: (line: string) => void, errors: (error: unknown) => void): () => void {
  const before = { write, error: console.error };
  write = lines;
  console.error = errors;
  return () => {
    write = before.write;
    console.error = before.error;
  };
}
