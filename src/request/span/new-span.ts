import type { Scope } from '../scope.js';
import type { ResolvedOptions } from '../tracing-options.js';
import { Lifecycle } from './lifecycle.js';
import { Span } from './span.js';
import { LIFECYCLE, OPTIONS } from './span-symbols.js';

/** A span of the class that these options name. */
export function newSpan(scope: Scope, options: ResolvedOptions): Span {
  if (options.span === undefined) return plainSpan(scope, new Lifecycle(options));
  const span = new (userClass(options.span, options))(scope);
  // A constructor of the user's may give another object.
  if (span[OPTIONS] !== options) Object.defineProperty(span, OPTIONS, { value: options });
  return span;
}

/** A `Span` with this lifecycle. Nobody can ask it for anything before it has that. */
export function plainSpan(scope: Scope, lifecycle: Lifecycle): Span {
  const span = new Span(scope);
  span[LIFECYCLE] = lifecycle;
  return span;
}

type SpanClass = NonNullable<ResolvedOptions['span']>;

const classes = new WeakMap<ResolvedOptions, SpanClass>();

/**
 * The user's class, with these options in its prototype: a constructor can read the ids, and need not hand anything on. `new.target` is
 * a class of the same name then, that inherits from the user's.
 */
function userClass(Base: SpanClass, options: ResolvedOptions): SpanClass {
  let known = classes.get(options);
  if (known === undefined) {
    known = class extends Base {
      // oxlint-disable-next-line no-useless-constructor -- without one V8 looks for the constructor anew for each request
      constructor(scope: Scope) {
        super(scope);
      }
    };
    Object.defineProperty(known, 'name', { value: Base.name });
    Reflect.deleteProperty(known.prototype, 'constructor'); // a span says that it is of the user's class
    Object.defineProperty(known.prototype, OPTIONS, { value: options });
    classes.set(options, known);
  }
  return known;
}
