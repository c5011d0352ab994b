import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';

import { serviceName } from '../../register/otlp/service-name.js';
import type { Hello } from '../protocol/agent-event.js';

/** Who this process is: `OTEL_SERVICE_NAME`, the name in the nearest `package.json`, or the program. */
export function helloOfProcess(): Hello {
  const { env, argv, pid } = process;
  const service = env['OTEL_SERVICE_NAME'] || serviceName() || basename(argv[1] ?? 'node');
  return { type: 'hello', agent: randomUUID(), service, pid };
}
