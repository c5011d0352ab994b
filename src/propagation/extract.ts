import { checkOptions } from '../core/check-options.js';
import type { Context } from '../core/context.js';
import { putIdentity } from '../request/request-fields.js';
import { putMessage, unownedContext } from '../request/run/current-span.js';
import { identify, type TrustPolicy } from '../request/arrive/identity.js';
import { restrained, restrainedByProcess } from '../request/arrive/restrained.js';
import { type ResolvedOptions, resolveOptions, TRUST_CHECKS } from '../request/tracing-options.js';
import type { Scope } from '../request/scope.js';
import { type Decision, decisionOn } from '../request/arrive/trust-decision.js';
import { readCarrier, type ReadableCarrier } from './carriers/readable-carrier.js';

/** Which parts of a carrier to accept. These options mean what they mean for requests. */
export type ExtractOptions = Partial<TrustPolicy>;

/** What a context keeps of a message: not its headers, which may be large. */
const MESSAGE: Scope = { type: 'message', method: '', path: '', headers: { get: () => undefined } };

/**
 * Returns a context that continues the request and the trace in `carrier`. It is a copy of the current context, or an empty one if that
 * belongs to another request or message. It has the ids, the trace and the baggage of the carrier, and a span id of its own. Whatever is
 * missing or invalid is fresh. Without a carrier, `undefined` or `null`, all of it is. Throws `TL_ERR_INVALID_ARGUMENT` if `carrier` is
 * not a carrier, and `TL_ERR_INVALID_OPTION` for a wrong or an unknown option. It never throws for what the carrier holds.
 *
 * Code in this context has no span. To handle a message, use `runJob`.
 *
 *     extract(message.properties.headers).run(() => handle(message));
 */
export function extract(carrier: ReadableCarrier, options?: ExtractOptions): Context {
  checkOptions(options, TRUST_CHECKS);
  return extractBy(restrainedByProcess(resolveOptions(options)), carrier);
}

/** The same by a policy of trust that was made up: what this process itself has written need not be mistrusted. */
export function extractBy(trusted: ResolvedOptions, carrier: ReadableCarrier): Context {
  const scope = { ...MESSAGE, headers: readCarrier(carrier) };
  const context = unownedContext();
  const { policy, decided } = remembering(trusted);
  const identity = identify(scope, policy);
  putMessage(context, { ...MESSAGE }, identity, restrained({ ...policy, trust: decided() }).trust);
  putIdentity(context, identity);
  return context;
}

/** The same policy, and what it decided on the message: nothing within it is trusted more. */
function remembering(policy: ResolvedOptions): { policy: ResolvedOptions; decided: () => Decision } {
  const { trust } = policy;
  if (typeof trust !== 'function') return { policy, decided: () => trust };
  let decision: Decision = 'accept'; // it is not asked where there is nothing to trust
  const decide = (scope: Scope): boolean | 'link' => {
    decision = decisionOn(trust, scope);
    return decision === 'link' ? 'link' : decision === 'accept';
  };
  return { policy: { ...policy, trust: decide }, decided: () => decision };
}
