import type { LineSink } from './console-like.js';
import { plainFormat } from './plain-format.js';

type Method = (...args: unknown[]) => void;

/** The methods of a console that writes to these sinks, for runtimes without `node:console`. Tables are shown as JSON. */
export function plainConsole({ stdout, stderr }: { readonly stdout: LineSink; readonly stderr: LineSink }) {
  let indentation = '';
  const counts = new Map<string, number>();
  const starts = new Map<string, number>();

  const writer =
    (sink: LineSink): Method =>
    (...args) =>
      void sink.write(`${indentation}${plainFormat(args).replaceAll('\n', `\n${indentation}`)}\n`);
  const [out, error] = [writer(stdout), writer(stderr)];
  const one: Method = (value) => out(value);
  const group: Method = (...label) => {
    if (label.length > 0) out(...label);
    indentation += '  ';
  };
  const elapsed = (label: string): string => `${label}: ${Date.now() - (starts.get(label) ?? Date.now())}ms`;

  const methods = {
    log: out,
    info: out,
    debug: out,
    dir: one,
    dirxml: out,
    table: one,
    warn: error,
    error,
    trace: (...args) => error(new Error(plainFormat(args)).stack?.replace(/^Error/, 'Trace')),
    assert: (holds, ...args) => {
      if (!holds) error(args.length > 0 ? `Assertion failed: ${plainFormat(args)}` : 'Assertion failed');
    },
    group,
    groupCollapsed: group,
    groupEnd: () => void (indentation = indentation.slice(2)),
    count: (label = 'default') => {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      out(`${String(label)}: ${count}`);
    },
    countReset: (label = 'default') => void counts.delete(String(label)),
    time: (label = 'default') => void starts.set(String(label), Date.now()),
    timeLog: (label = 'default', ...args) => out(elapsed(String(label)), ...args),
    timeEnd: (label = 'default') => {
      out(elapsed(String(label)));
      starts.delete(String(label));
    },
  } as const satisfies Record<string, Method>;
  return methods;
}
