import type { Server } from 'node:net';

import { esModuleOf } from './es-module-of.js';

/** Loggers that are ES modules, and a sign that the application may have loaded them. */
const LOGGERS: readonly (readonly [name: string, isLikely: () => boolean])[] = [
  ['@nestjs/common', () => 'defineMetadata' in Reflect], // of reflect-metadata, which it needs
  ['tslog', () => true],
];

/**
 * Hands the loggers that the application imports to `patch`. Node shows ES modules to nobody, but importing one again gives the
 * very same one; so they are, when a server begins to listen: no request is logged before, and by then the application has
 * loaded what it needs.
 */
export function patchEsModules(server: Pick<Server, 'listen'>, patch: (exported: object) => void): void {
  const { listen } = server as { readonly listen: (...args: readonly unknown[]) => unknown };
  let isFirst = true;
  Object.assign(server, {
    listen(this: unknown, ...args: readonly unknown[]): unknown {
      if (isFirst) importLoggers(patch);
      isFirst = false;
      return Reflect.apply(listen, this, args);
    },
  });
}

function importLoggers(patch: (exported: object) => void): void {
  for (const [name, isLikely] of LOGGERS) {
    if (isLikely()) void importOne(name, patch).catch(() => {}); // what cannot be loaded writes no lines
  }
}

async function importOne(name: string, patch: (exported: object) => void): Promise<void> {
  const url = esModuleOf(name);
  if (url !== undefined) patch((await import(url)) as object);
}
