import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';

import { serviceName } from '../../register/otlp/service-name.js';
import { observeFindings } from './observe/findings.js';
import { observeLines } from './observe/lines.js';
import { observeRequests } from './observe/requests.js';
import { observeRunning } from './observe/running.js';
import { observeSpans } from './observe/spans.js';
import { Tasks } from './observe/tasks.js';
import { observeVariables } from './observe/variables.js';
import { Outbox } from './send/outbox.js';
import { Sender } from './send/sender.js';
import { showing } from '../redact/redact.js';

/** Tells the collector at this address, such as `http://127.0.0.1:4319#token`, of each request of the process from now on. */
export function startAgent(address: string): void {
  const { hostname, port, hash, searchParams } = new URL(address);
  showing.isAll = searchParams.has('show-values');
  const { env, argv, pid } = process;
  const service = env['OTEL_SERVICE_NAME'] || serviceName() || basename(argv[1] ?? 'node');
  const outbox = new Outbox();
  const tasks = new Tasks(outbox);
  let hasBegun = false;
  observeRequests(outbox, (watched, context) => {
    tasks.begin(watched, context);
    if (hasBegun) return;
    hasBegun = true;
    observeLines(outbox, tasks);
  });
  observeRunning();
  observeVariables(outbox, tasks);
  observeSpans(outbox, tasks, service);
  observeFindings(outbox);
  const target = { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port), token: hash.slice(1) };
  void new Sender(target, { type: 'hello', agent: randomUUID(), service, pid }, outbox);
}
