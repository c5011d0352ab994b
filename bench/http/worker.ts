// A server in a process of its own: its arguments name the framework and the side. Tells its port, and then, whenever it
// is asked, how much processor time it has used.
import type { AddressInfo } from 'node:net';

import { FRAMEWORKS, type Side } from './frameworks.js';

/** The port, once; then the processor time used so far, in nanoseconds, all threads included. */
export type Answer = number;

const [framework, side] = process.argv.slice(2) as [string, Side];
const server = await FRAMEWORKS[framework]!(side);
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port satisfies Answer));

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(((user + system) * 1000) satisfies Answer);
});
