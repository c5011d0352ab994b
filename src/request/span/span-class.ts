import type { Scope } from '../scope.js';
import type { ResolvedOptions } from '../tracing-options.js';
import { OPTIONS, Span } from './span.js';

type SpanClass = new (scope: Scope) => Span;

const classes = new WeakMap<ResolvedOptions, SpanClass>();

/**
 * The class of the spans that these options ask for. Its prototype has the options, so that a constructor of the user's can read
 * the ids, and need not hand anything on.
 */
export function spanClass(options: ResolvedOptions): SpanClass {
  let known = classes.get(options);
  if (known === undefined) {
    known = class extends (options.span ?? Span) {
      // oxlint-disable-next-line no-useless-constructor -- without one V8 looks for the constructor anew for each request
      constructor(scope: Scope) {
        super(scope);
      }
    };
    Reflect.deleteProperty(known.prototype, 'constructor'); // a span says that it is of the user's class
    Object.defineProperty(known.prototype, OPTIONS, { value: options });
    classes.set(options, known);
  }
  return known;
}
