import { patch } from '../../core/patch.js';
import { esModuleOf } from './es-module-of.js';

type Change = (exported: object) => void;

/** Loggers that are ES modules, and a sign that the application may have loaded them. */
const LOGGERS: readonly (readonly [name: string, isLikely: () => boolean])[] = [
  ['@nestjs/common', () => 'defineMetadata' in Reflect], // of reflect-metadata, which it needs
  ['tslog', () => true],
];

/**
 * Hands the loggers that the application imports to `change`. Node shows ES modules to nobody, but importing one again gives the
 * very same one; so they are, when a server begins to listen: no request is logged before, and by then the application has
 * loaded what it needs.
 */
export function patchEsModules(server: object, change: Change): void {
  let isFirst = true;
  patch(server, 'listen', (listen) => {
    return function importAndListen(...args) {
      if (isFirst) importLoggers(change);
      isFirst = false;
      return Reflect.apply(listen, this, args);
    };
  });
}

function importLoggers(change: Change): void {
  for (const [name, isLikely] of LOGGERS) {
    if (isLikely()) void importOne(name, change).catch(() => {}); // what cannot be loaded writes no lines
  }
}

async function importOne(name: string, change: Change): Promise<void> {
  const url = esModuleOf(name);
  if (url !== undefined) change((await import(url)) as object);
}
