import { warned } from './storage.js';

/** Every warning code with its message: what happened, then what to do. A retired code is never used again. */
export const WARNINGS = {
  TL_WARN_ACCESS_LOG_FAILED:
    'The logger that you gave accessLog threw or rejected. The request goes on, but its line may be lost. Correct the logger.',
  TL_WARN_EXPORT_FAILED:
    'Spans could not be sent to the address in THROUGHLINE_OTLP, and are lost. Later spans are tried again. Start the collector, or correct the address.',
  TL_WARN_HOOK_FAILED:
    'A hook, the constructor or a getter of a Span threw, or the hook rejected. The request goes on without it. Catch errors inside it.',
  TL_WARN_NAME_SHARED:
    'Two modules use one name, for a field of log lines or a key of baggage, with different variables. The name has the value of the variable that was set. Give one of them another name.',
  TL_WARN_NOT_TRACED:
    'throughline/register cannot trace a server that was started: Bun.serve, node:http on Bun, or Deno.serve. Its requests get no id. Use an adapter: throughline/fetch, or throughline/node-http for node:http.',
  TL_WARN_POLICY_FAILED:
    'The option trust, validate, generate or skip threw or returned a promise, or generate did not return a printable string of 1 to 1024 characters. The request is traced as if it had brought nothing. Correct the option.',
  TL_WARN_READ_ONLY:
    'The console or an output of the process cannot be changed, so its lines have no ids. Use a logger, and give it the fields.',
  TL_WARN_REGISTERED:
    'You gave an adapter options, but throughline/register traces this process: its own options apply. Set the THROUGHLINE_ variables, or start without register.',
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
