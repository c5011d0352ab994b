import { Server } from 'node:net';

import { accessLog } from '../access-log/access-log.js';
import { type ServerTracing, serverTracing, traceServer } from '../adapters/node-http/index.js';
import { recordAllClients } from '../propagation/add-route.js';
import { propagate } from '../propagation/propagate.js';
import type { ProcessPolicy } from '../request/arrive/process-policy.js';
import type { TracingOptions } from '../request/tracing-options.js';
import { beforeFirstRequest } from './before-first-request.js';
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
 * Does all that the environment asks for, and gives what holds for adapters of the application, too. Throws
 * `TL_ERR_INVALID_OPTION` before it does anything.
 */
export function start(environment: Readonly<Record<string, string | undefined>>): ProcessPolicy {
  const settings = readSettings(environment);
  const { THROUGHLINE_SKIP: paths, THROUGHLINE_CONSOLE: format, THROUGHLINE_PROPAGATE: origins } = settings;
  const otlp = settings.THROUGHLINE_OTLP === '' ? undefined : loadOtlp().startOtlp(settings.THROUGHLINE_OTLP);
  const options: TracingOptions = {
    trust: settings.THROUGHLINE_TRUST,
    requestHeader: settings.THROUGHLINE_REQUEST_HEADER,
    responseHeader: settings.THROUGHLINE_RESPONSE_HEADER,
    ...(paths.length > 0 && { skip: pathMatcher(paths) }),
    ...(settings.THROUGHLINE_ACCESS_LOG === 'on' && accessLog(writeAccessLine)),
    ...(otlp && { span: otlp.span }),
  };
  chooseLogFields(settings.THROUGHLINE_FIELDS);
  // The servers of http, https and http2 inherit from it.
  const tracing = withLines(serverTracing(options), format);
  traceServer(Server.prototype, otlp === undefined ? tracing : beforeFirstRequest(tracing, otlp.register));
  patchOwnServers();
  patchPackages();
  patchChildren();
  if (origins.length > 0) propagate({ to: origins });
  if (otlp !== undefined) recordAllClients();
  return { trust: settings.THROUGHLINE_TRUST };
}

/**
 * All lines of a JSON log are JSON, from the first one on. Text stays as it is until there is a request: a process that
 * serves none, such as a tool that an application starts, writes what it wrote before.
 */
function withLines(tracing: Required<ServerTracing>, format: 'text' | 'json' | 'off'): Required<ServerTracing> {
  if (format === 'text') return beforeFirstRequest(tracing, () => patchLines(format));
  if (format === 'json') patchLines(format);
  return tracing;
}
