import { warned } from './storage.js';

/** Every warning code with its message: what happened, then what to do. A retired code is never used again. */
export const WARNINGS = {
  TL_WARN_ACCESS_LOG_FAILED:
    'The logger of accessLog threw or rejected. The request goes on, and its line may be lost. Correct the logger.',
  TL_WARN_EXPORT_FAILED:
    'Spans could not be sent to the address in THROUGHLINE_OTLP: they are lost, later ones are sent as soon as they can be. Start the collector, or correct the address.',
  TL_WARN_HOOK_FAILED:
    'A hook of a Span, its constructor or a getter threw, or the hook rejected. The request goes on as if it had not been called. Catch errors inside it.',
  TL_WARN_NAME_SHARED:
    'Two modules marked different variables for the same field of log lines, or the same key of baggage. It has the value of the variable that was set. Give one of them another name.',
  TL_WARN_NOT_TRACED:
    'A server was started that throughline/register cannot trace: Bun.serve, node:http on Bun, or Deno.serve. Its requests get no id. Use an adapter: throughline/fetch, or for node:http throughline/node-http.',
  TL_WARN_POLICY_FAILED:
    'The option trust, validate, generate or skip threw or returned a promise, or generate gave no printable string of 1 to 1024 characters. The request is traced as if it had brought nothing. Correct the option.',
  TL_WARN_READ_ONLY:
    'The console or an output of the process cannot be changed, so its lines carry no ids. Use a logger that is given them.',
  TL_WARN_REGISTERED:
    'An adapter was given options in a process whose servers are traced by throughline/register, whose options apply instead. Set the THROUGHLINE_ variables, or do without register.',
} as const satisfies Record<`TL_WARN_${string}`, string>;

/** One of the `TL_WARN_…` codes. */
export type WarningCode = keyof typeof WARNINGS;

/** Emits the warning as a process warning, once per code. `cause` is what was thrown. Never throws. */
export function warn(code: WarningCode, cause?: unknown): void {
  if (warned.has(code)) return;
  warned.add(code);
  const detail = detailOf(cause);
  const { process } = globalThis;
  if (typeof process?.emitWarning === 'function') {
    process.emitWarning(WARNINGS[code], { type: 'ThroughlineWarning', code, detail });
  } else {
    console.warn(`${code}: ${WARNINGS[code]}\n${detail}`);
  }
}

function detailOf(cause: unknown): string {
  try {
    if (cause instanceof Error) return cause.stack ?? cause.message;
    return typeof cause === 'string' ? cause : '';
  } catch {
    return ''; // of an error that cannot be looked at
  }
}
