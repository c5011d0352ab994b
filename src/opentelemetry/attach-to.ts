import type { Context } from '../core/context.js';
import { putFrom } from '../core/access.js';
import { SPAN_VARIABLES } from '../request/request-fields.js';
import { baggageVariables } from '../w3c/baggage-var.js';
import { ACTIVE } from './active-entry.js';

/** What making an OpenTelemetry context active may change, beside the variables that are marked as baggage. */
const VARIABLES = [ACTIVE, ...SPAN_VARIABLES];

/** What `attach` gives. Source: OpenTelemetry API 1.10, `ContextManagementToken`. */
export interface Attached {
  /** Puts back what was active before, once, wherever it is called. */
  dispose(): void;
}

/** The token of what was not attached. */
export const NOT_ATTACHED: Attached = { dispose() {} };

/** Lets `activate` change the current context `target`, and gives what undoes that, and nothing else. */
export function attachTo(target: Context, activate: () => void): Attached {
  const before = target.copy();
  activate();
  const changed = [...VARIABLES, ...baggageVariables()].filter(
    (variable) => before.get(variable, UNSET) !== target.get(variable, UNSET),
  );
  return {
    dispose() {
      for (const variable of changed.splice(0)) putFrom(target, variable, before);
    },
  };
}

const UNSET = Symbol('unset');
