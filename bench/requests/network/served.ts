import type { Server } from 'node:http';

import type { Side, Sides } from '../side.js';
import type { Subject } from '../subject.js';
import { sendRequests } from './send-requests.js';

/** The sides of a framework, each as a server of its own that answers requests. */
export function served<App>(
  sides: Sides<App>,
  serve: (side: Side<App>, name: string) => Server | Promise<Server>,
): Subject['sides'] {
  return Object.fromEntries(
    Object.entries(sides).map(([name, make]) => [name, async () => sendRequests(await serve(await make(), name))]),
  );
}
