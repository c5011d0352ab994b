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
  {
    name: 'entries',
    files: under('whole/runtimes/inside', 'entries'),
    nodeFiles: under('whole/runtimes/inside', 'node-entries'),
  },
  {
    name: 'conformance',
    files: under('whole/conformance', 'contexts', 'tasks', 'tokens', 'variables'),
    nodeFiles: under('whole/conformance', 'printing'),
    processFiles: under('whole/conformance', 'garbage'),
  },
  { name: 'differential', files: under('whole/conformance/differential', 'differential') },
  { name: 'isolation', files: under('whole/isolation', 'isolation') },
  {
    name: 'core',
    files: under(
      'unit/core',
      'tasks/bind',
      'context-var',
      'context',
      'tasks/create-task',
      'enter',
      'tasks/gather',
      'slots/slots',
    ),
    nodeFiles: under('unit/core', 'tasks/bind-emitter', 'tasks/task-group'),
  },
  {
    name: 'TC39',
    files: under('unit/async-context', 'program', 'snapshot', 'snapshot-wrap', 'variable', 'with-the-core'),
  },
  { name: 'W3C', files: under('unit/w3c', 'baggage-var', 'baggage', 'ids', 'traceparent', 'tracestate') },
  {
    name: 'request',
    files: under(
      'unit/request',
      'span/get-current-span',
      'arrive/identity',
      'arrive/request-id',
      'run/request-task',
      'run/run-child',
      'span/span',
      'trace-ctx',
    ),
  },
  { name: 'fetch', files: under('unit/adapters/fetch', 'traced', 'whole-responses') },
  { name: 'Hono', files: under('unit/adapters/hono', 'web') },
  {
    name: 'propagation',
    files: [
      ...under('unit/propagation', 'inject-extract', 'origin-rule'),
      ...under('whole/runtimes/inside', 'propagate'),
    ],
    processFiles: under('whole/runtimes/inside', 'node-propagate'),
  },
  { name: 'logs', files: under('unit/loggers', 'log-context', 'logged', 'console/native', 'console/plain-console') },
  {
    name: 'faults',
    files: under('whole/runtimes/inside', 'faults'),
    processFiles: under('whole/runtimes/inside', 'node-faults'),
  },
];
