/** The test files of a suite, from the root of the repository. */
export interface Suite {
  readonly name: string;
  readonly files: readonly string[];
  /** Those that need Node's modules, which Workers have with `nodejs_compat` alone. */
  readonly nodeFiles?: readonly string[];
  /** Those that start processes. */
  readonly processFiles?: readonly string[];
}

const under = (folder: string, ...names: string[]): string[] => names.map((name) => `test/${folder}/${name}.test.ts`);

export const SUITES: readonly Suite[] = [
  { name: 'entries', files: under('runtimes/inside', 'entries'), nodeFiles: under('runtimes/inside', 'node-entries') },
  {
    name: 'conformance',
    files: under('conformance', 'contexts', 'tasks', 'tokens', 'variables'),
    nodeFiles: under('conformance', 'printing'),
    processFiles: under('conformance', 'garbage'),
  },
  { name: 'differential', files: under('conformance/differential', 'differential') },
  { name: 'isolation', files: under('isolation', 'isolation') },
  {
    name: 'core',
    files: under('core', 'bind', 'context-var', 'context', 'create-task', 'enter', 'gather', 'slots'),
    nodeFiles: under('core', 'bind-emitter', 'task-group'),
  },
  { name: 'TC39', files: under('async-context', 'program', 'snapshot', 'snapshot-wrap', 'variable', 'with-the-core') },
  { name: 'W3C', files: under('trace', 'baggage-var', 'baggage', 'ids', 'traceparent', 'tracestate') },
  {
    name: 'request',
    files: under(
      'request',
      'get-current-span',
      'identity',
      'request-id',
      'request-task',
      'run-child',
      'span',
      'trace-ctx',
    ),
  },
  { name: 'fetch', files: under('adapters/fetch', 'traced') },
  { name: 'Hono', files: under('adapters/hono', 'web') },
  {
    name: 'propagation',
    files: [...under('propagation', 'inject-extract', 'origin-rule'), ...under('runtimes/inside', 'propagate')],
    processFiles: under('runtimes/inside', 'node-propagate'),
  },
  { name: 'logs', files: under('loggers', 'log-context', 'logged', 'console/native', 'console/plain-console') },
  { name: 'faults', files: under('runtimes/inside', 'faults'), processFiles: under('runtimes/inside', 'node-faults') },
];
