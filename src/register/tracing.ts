import type { Server } from 'node:net';

import { accessLog } from '../access-log/access-log.js';
import { serverTracing, traceServer } from '../adapters/node-http/index.js';
import { arrivals } from '../adapters/node-http/doors/arrivals.js';
import type { Arrive } from '../adapters/node-http/doors/relay.js';
import { recordAllClients } from '../propagation/add-route.js';
import type { Environment } from '../propagation/carriers/from-env.js';
import { propagate } from '../propagation/propagate.js';
import type { ProcessPolicy } from '../request/arrive/process-policy.js';
import type { TracingOptions } from '../request/tracing-options.js';
import { actBeforeFirstSpan } from '../spans/record/before-first-span.js';
import { beforeEachRequest } from './before-each-request.js';
import { continueEnvironment } from './continue-environment.js';
import { loadOtlp } from './otlp/load-otlp.js';
import { importLoggers } from './patches/es-modules.js';
import { patchLines } from './patches/lines.js';
import { chooseLogFields } from './settings/log-fields.js';
import { pathMatcher } from './settings/path-patterns.js';
import { readSettings } from './settings/read-settings.js';
import { writeAccessLine } from './write-access-line.js';

export { patchBunyan } from './patches/bunyan.js';
export { patchNest } from './patches/nest.js';
export { patchPino } from './patches/pino.js';
export { patchPinoHttp } from './patches/pino-http.js';
export { patchTslogFeatures, patchTslogRecords, patchTslogRuntime } from './patches/tslog.js';
export { patchWinston } from './patches/winston.js';
export { patchWs } from './patches/ws.js';

/** How all servers and jobs of a process are traced. */
export interface ProcessTracing {
  readonly policy: ProcessPolicy;
  /** Takes the events of servers by which requests arrive. */
  readonly arrive: Arrive;
  /** To be called before a server begins to listen. */
  readonly beforeListen: (server: Server) => void;
}

/**
 * Does what the environment asks for; `undefined` for one that asks for nothing. Throws `TL_ERR_INVALID_OPTION` before it does anything.
 */
export function traceProcess(environment: Environment | undefined): ProcessTracing {
  const settings = readSettings(environment ?? {});
  const { THROUGHLINE_SKIP: paths, THROUGHLINE_CONSOLE: format, THROUGHLINE_PROPAGATE: origins } = settings;
  const recorded = loadOtlp(settings.THROUGHLINE_OTLP);
  const isLogged = settings.THROUGHLINE_ACCESS_LOG === 'on';
  const { span = recorded } = isLogged ? accessLog(writeAccessLine, recorded && { span: recorded }) : {};
  const options: TracingOptions | undefined = environment && {
    trust: settings.THROUGHLINE_TRUST,
    requestHeader: settings.THROUGHLINE_REQUEST_HEADER,
    responseHeader: settings.THROUGHLINE_RESPONSE_HEADER,
    ...(paths.length > 0 && { skip: pathMatcher(paths) }),
    ...(span && { span }),
  };
  chooseLogFields(settings.THROUGHLINE_FIELDS);
  const beforeWork = onFirstCall([...linesToWatch(format), ...(recorded ? [actBeforeFirstSpan] : [])]);
  const all = serverTracing(options);
  const tracing = beforeWork === undefined ? all : beforeEachRequest(all, beforeWork);
  if (environment !== undefined) continueEnvironment(environment, settings.THROUGHLINE_REQUEST_HEADER);
  if (origins.length > 0) propagate({ to: origins });
  if (recorded !== undefined) recordAllClients();
  const loadLoggers = onFirstCall([importLoggers]);
  return {
    policy: { trust: settings.THROUGHLINE_TRUST, span, beforeJob: beforeWork },
    arrive: arrivals(tracing),
    beforeListen(server) {
      // An SDK of OpenTelemetry that was loaded first has replaced `emit` of its class, and does not call that of net.
      traceServer(server, tracing);
      loadLoggers?.();
    },
  };
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
