import { relative } from 'node:path';

import type { CodePlace } from '../../inspector/api.js';

/** `src/app.js:7`, as this folder sees it; nothing without a place. */
export function placeOf(place: CodePlace | undefined): string {
  if (place === undefined) return '';
  const path = relative(process.cwd(), place.file);
  return `${path.startsWith('..') ? place.file : path}:${place.line}`;
}
