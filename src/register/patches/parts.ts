import { isObjectOrFunction } from '../../core/is-object.js';
import { types } from 'node:util';

import { loadTracing } from '../load-tracing.js';

/** A part of a logger: the name that a module exports it by, and the methods by which it is known. */
interface Part {
  readonly name: string;
  readonly methods: readonly string[];
  /** Called with what has these methods, or whose prototype has them. */
  readonly change: (part: never) => void;
}

const TSLOG_RUNTIME = ['transportJSON', 'transportFormatted', 'getMeta'];

const patchRuntime: Part['change'] = (part) => loadTracing().patchTslogRuntime(part);

const PARTS: readonly Part[] = [
  {
    name: 'ConsoleLogger',
    methods: ['printAsJson', 'stringifyJsonLogObject', 'getJsonLogObject'],
    change: (part) => loadTracing().patchNest(part),
  },
  {
    name: 'BaseLogger',
    methods: ['_toLogObj', '_addMetaToLogObj', 'attachTransport'],
    change: (part) => loadTracing().patchTslogRecords(part),
  },
  { name: 'loggerEnvironment', methods: TSLOG_RUNTIME, change: patchRuntime },
  { name: 'Runtime', methods: TSLOG_RUNTIME, change: patchRuntime }, // before 4.10
  { name: 'default', methods: TSLOG_RUNTIME, change: patchRuntime }, // the same, in CommonJS
  {
    name: 'fullCoreFeatures',
    methods: ['renderJson', 'createMaskingEngine'],
    change: (part) => loadTracing().patchTslogFeatures(part),
  },
];

const seen = new WeakSet<object>();

/** Patches the parts of loggers that a module exports among others, each once. Calls no getter, and no proxy: it may load more. */
export function patchParts(exported: object): void {
  for (const { name, methods, change } of PARTS) {
    const part: unknown = Object.getOwnPropertyDescriptor(exported, name)?.value;
    if (!isObjectOrFunction(part) || types.isProxy(part) || seen.has(part) || !hasMethods(part, methods)) continue;
    seen.add(part);
    change(part as never);
  }
}

function hasMethods(part: object, methods: readonly string[]): boolean {
  const owner = (typeof part === 'function' ? part.prototype : part) as Record<string, unknown> | undefined;
  return methods.every((method) => typeof owner?.[method] === 'function');
}
