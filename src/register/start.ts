import { Server } from 'node:net';

import { accessLog } from '../access-log/access-log.js';
import { type ServerTracing, serverTracing, traceServer } from '../adapters/node-http/index.js';
import { patch } from '../core/patch.js';
import { recordAllClients } from '../propagation/add-route.js';
import { propagate } from '../propagation/propagate.js';
import type { ProcessPolicy } from '../request/arrive/process-policy.js';
import type { TracingOptions } from '../request/tracing-options.js';
import { actBeforeFirstSpan } from '../spans/record/before-first-span.js';
import { beforeEachRequest } from './before-each-request.js';
import { continueEnvironment } from './continue-environment.js';
import { loadOtlp } from './otlp/load-otlp.js';
import { patchLines } from './patches/lines.js';
import { chooseLogFields } from './settings/log-fields.js';
import { patchPackages } from './patches/packages.js';
import { pathMatcher } from './settings/path-patterns.js';
import { patchChildren } from './patches/children.js';
import { readSettings } from './settings/read-settings.js';
import { patchOwnServers } from './patches/own-servers.js';
import { writeAccessLine } from './write-access-line.js';

/**
 * Does all that the environment asks for. Returns the policy that holds for adapters of the application, too. Throws
 * `TL_ERR_INVALID_OPTION` before it does anything.
 */
export function start(environment: Readonly<Record<string, string | undefined>>): ProcessPolicy {
  const settings = readSettings(environment);
  const { THROUGHLINE_SKIP: paths, THROUGHLINE_CONSOLE: format, THROUGHLINE_PROPAGATE: origins } = settings;
  const recorded = loadOtlp(settings.THROUGHLINE_OTLP);
  const isLogged = settings.THROUGHLINE_ACCESS_LOG === 'on';
  const { span = recorded } = isLogged ? accessLog(writeAccessLine, recorded && { span: recorded }) : {};
  const options: TracingOptions = {
    trust: settings.THROUGHLINE_TRUST,
    requestHeader: settings.THROUGHLINE_REQUEST_HEADER,
    responseHeader: settings.THROUGHLINE_RESPONSE_HEADER,
    ...(paths.length > 0 && { skip: pathMatcher(paths) }),
    ...(span && { span }),
  };
  chooseLogFields(settings.THROUGHLINE_FIELDS);
  const beforeWork = onFirstCall([...linesToWatch(format), ...(recorded ? [actBeforeFirstSpan] : [])]);
  const tracing = serverTracing(options);
  traceServers(beforeWork === undefined ? tracing : beforeEachRequest(tracing, beforeWork));
  patchOwnServers();
  patchPackages();
  patchChildren();
  continueEnvironment(environment, settings.THROUGHLINE_REQUEST_HEADER);
  if (origins.length > 0) propagate({ to: origins });
  if (recorded !== undefined) recordAllClients();
  return { trust: settings.THROUGHLINE_TRUST, span, beforeJob: beforeWork };
}

/**
 * Traces all servers: those of http, https and http2 inherit `emit` from the server of net. An SDK of OpenTelemetry that was loaded first has
 * replaced the `emit` of their own classes. Such a server does not call the `emit` of net, so it is traced when it begins to listen.
 */
function traceServers(tracing: ServerTracing): void {
  traceServer(Server.prototype, tracing);
  patch(Server.prototype as object, 'listen', (listen) => {
    return function traceAndListen(...args) {
      traceServer(this as Server, tracing);
      return Reflect.apply(listen, this, args);
    };
  });
}

/**
 * Lets lines carry their ids. In JSON, all lines are JSON from the first one on. Text stays as it is until the first request or job, and the
 * functions that this returns are to be called then: a process without any, such as a tool, writes what it wrote before.
 */
function linesToWatch(format: 'text' | 'json' | 'off'): (() => void)[] {
  if (format === 'json') patchLines(format);
  return format === 'text' ? [() => patchLines(format)] : [];
}

/** A function that calls `acts` on its first call, and does nothing on later ones; `undefined` where there are none. */
function onFirstCall(acts: (() => void)[]): (() => void) | undefined {
  return acts.length === 0 ? undefined : () => acts.splice(0).forEach((act) => act());
}
