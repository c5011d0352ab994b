import type { Outbox } from '../send/outbox.js';
import { observeFindings } from './findings.js';
import { observeLines } from './lines.js';
import { observeRequests } from './requests.js';
import { observeRunning } from './running.js';
import { observeSpans } from './spans.js';
import { Tasks } from './tasks.js';
import { observeVariables } from './variables.js';

/** Tells of all that happens in requests of this process from now on, as the service of this name. It cannot be undone. */
export function observeAll(outbox: Outbox, service: string): void {
  const tasks = new Tasks(outbox);
  const comeFirst = observeLines(outbox, tasks);
  observeRequests(outbox, (watched, context) => {
    tasks.begin(watched, context);
    comeFirst();
  });
  observeRunning();
  observeVariables(outbox, tasks);
  observeSpans(outbox, tasks, service);
  observeFindings(outbox);
}
