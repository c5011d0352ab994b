import { esModuleOf } from './es-module-of.js';
import { patchParts } from './parts.js';

/** Loggers that are ES modules, and a sign that the application may have loaded them. */
const LOGGERS: readonly (readonly [name: string, isLikely: () => boolean])[] = [
  ['@nestjs/common', () => 'defineMetadata' in Reflect], // of reflect-metadata, which it needs
  ['tslog', () => true],
];

/**
 * Patches the loggers that the application imports, before the first server begins to listen. Node shows ES modules to nobody, but importing one
 * again gives the very same one. No request is logged before, and by then the application has loaded what it needs.
 */
export function importLoggers(): void {
  for (const [name, isLikely] of LOGGERS) {
    if (isLikely()) void importOne(name).catch(() => {}); // what cannot be loaded writes no lines
  }
}

async function importOne(name: string): Promise<void> {
  const url = esModuleOf(name);
  if (url !== undefined) patchParts((await import(url)) as object);
}
