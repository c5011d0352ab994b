import type { Scope } from '../../request/scope.js';

/** Whether `value` is a path, or the beginning of one before a `*`. */
export function isPathPattern(value: string): boolean {
  return /^\/[^*?#]*\*?$/.test(value);
}

/** Whether the path of a request is one of these: the very same one, or one that begins as a pattern does before its `*`. */
export function pathMatcher(patterns: readonly string[]): (scope: Scope) => boolean {
  const paths = new Set(patterns.filter((pattern) => !pattern.endsWith('*')));
  const beginnings = patterns.filter((pattern) => pattern.endsWith('*')).map((pattern) => pattern.slice(0, -1));
  return ({ path }) => paths.has(path) || beginnings.some((beginning) => path.startsWith(beginning));
}
