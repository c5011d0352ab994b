import { attempt } from '../../core/attempt.js';
import { warn } from '../../core/throughline-warning.js';
import { type Baggage, EMPTY_BAGGAGE, parseBaggage } from '../../w3c/baggage.js';
import { generateSpanId, generateTraceId, isTraceId } from '../../w3c/ids.js';
import { parseTraceparent, RANDOM, type Traceparent } from '../../w3c/traceparent.js';
import { parseTracestate } from '../../w3c/tracestate.js';
import { freshRequestId, incomingRequestId, type RequestIdPolicy } from './request-id.js';
import { decisionOn } from './trust-decision.js';
import { tellManager } from '../active/context-managers.js';
import { claim, recordedIds, type Recording, recordingOf } from '../active/recording.js';
import type { Identity, TraceIds } from '../request-fields.js';
import { batchLinks } from './batch-links.js';
import type { Scope } from '../scope.js';

/** What is taken over of the ids, the trace and the baggage that a request brings. */
export interface TrustPolicy extends RequestIdPolicy {
  /**
   * `'accept'`: all of it that is valid. `'ignore'`: nothing. `'link'`: nothing, but the span remembers the trace in its
   * `links`. A function of the scope decides for each request that brings anything: `true` accepts, `false` ignores.
   */
  readonly trust: 'accept' | 'link' | 'ignore' | ((scope: Scope) => boolean | 'link');
}

/**
 * The identity of a request that has arrived: what it brings, if the policy takes that, else a fresh one; the span of OpenTelemetry that
 * records it already, where one does. Never throws.
 */
export function identify(scope: Scope, policy: TrustPolicy): Identity {
  const identity = ownIdentity(scope, policy);
  const recording = recordingOf(scope);
  if (recording === undefined) return identity;
  const ids = recordedIds(recording, identity);
  if (ids === undefined) {
    attempt(tellManager);
    return { ...identity, recording };
  }
  const { requestId } = identity;
  const recorded = recordedIdentity(identity, ids, recording);
  // An instrumentation has no policy of trust: the caller may have chosen its trace id.
  return scope.headers.get('traceparent') ? { ...recorded, requestId } : recorded;
}

/** The identity of a request that is recorded under these ids: a fresh request id gives way to the trace id. */
export function recordedIdentity(identity: Identity, ids: TraceIds, recording: Recording): Identity {
  const { requestId, parentId, traceId } = identity;
  claim(recording);
  return {
    ...identity,
    ...ids,
    requestId: isFresh(identity) ? ids.traceId : requestId,
    parentId: ids.traceId === traceId ? parentId : '',
    recording,
  };
}

/** Whether request id and trace were made here, as one: only of those is it known that they are random. */
function isFresh({ requestId, traceId, traceFlags, parentId }: Identity): boolean {
  return parentId === '' && requestId === traceId && (traceFlags & RANDOM) !== 0;
}

function ownIdentity(scope: Scope, policy: TrustPolicy): Identity {
  try {
    return incomingIdentity(scope, policy);
  } catch (error) {
    warn('TL_WARN_POLICY_FAILED', error);
    return newTrace(generateTraceId(), true, NO_LINKS);
  }
}

function incomingIdentity(scope: Scope, policy: TrustPolicy): Identity {
  if (policy.trust === 'ignore') return freshIdentity(scope, policy, NO_LINKS);
  const { headers } = scope;
  const links = scope.links === undefined ? NO_LINKS : batchLinks(scope, scope.links, policy);
  const id = incomingRequestId(scope, policy);
  const parent = parseTraceparent(headers.get('traceparent'));
  const baggage = headers.get('baggage');
  if (id === undefined && parent === undefined && !baggage) return freshIdentity(scope, policy, links);

  const trust = decisionOn(policy.trust, scope);
  if (trust !== 'accept') {
    return freshIdentity(scope, policy, trust === 'link' && parent !== undefined ? [parent, ...links] : links);
  }
  if (parent !== undefined) {
    const tracestate = parseTracestate(headers.get('tracestate'));
    return continued(id ?? freshRequestId(scope, policy), parent, tracestate, parseBaggage(baggage), links);
  }
  if (id === undefined) return freshIdentity(scope, policy, links, parseBaggage(baggage));
  return newTrace(id, false, links, parseBaggage(baggage));
}

const NO_LINKS: Identity['links'] = [];

function freshIdentity(scope: Scope, policy: RequestIdPolicy, links: Identity['links'], baggage?: Baggage): Identity {
  return newTrace(freshRequestId(scope, policy), policy.generate === generateTraceId, links, baggage);
}

/** The trace id is the request id if that has its shape. That it `isRandom` is known only of one that was made here. */
function newTrace(requestId: string, isRandom: boolean, links: Identity['links'], baggage = EMPTY_BAGGAGE): Identity {
  const isShared = isRandom || isTraceId(requestId);
  return {
    requestId,
    traceId: isShared ? requestId : generateTraceId(),
    spanId: generateSpanId(),
    parentId: '',
    traceFlags: isShared && !isRandom ? 0 : RANDOM,
    tracestate: '',
    baggage,
    links,
  };
}

function continued(
  requestId: string,
  parent: Traceparent,
  tracestate: string,
  baggage: Baggage,
  links: Identity['links'],
): Identity {
  const { traceId, parentId, flags } = parent;
  const spanId = generateSpanId();
  return { requestId, traceId, spanId, parentId, traceFlags: flags, tracestate, baggage, links };
}
