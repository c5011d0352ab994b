import { inspect } from 'node:util';

/** As both packages have it. */
// oxlint-disable-next-line typescript/no-explicit-any -- Scenarios call it in wrong ways, too.
export type Cls = any;

/** Does something with the package and gives what it saw. */
export type Scenario = (cls: Cls) => unknown;

/** What a scenario sees, as text. It runs in a callback of its own: what it enters is not meant for the next one. */
export function observe(scenario: Scenario, cls: Cls): Promise<string> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      (async () => inspect(await scenario(cls), { depth: 9, breakLength: Infinity }))().then(resolve, reject);
    });
  });
}

let count = 0;
/** A new namespace. */
export const fresh = (cls: Cls): Cls => cls.createNamespace(`scenario ${++count}`);
