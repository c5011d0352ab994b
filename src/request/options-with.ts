import type { ResolvedOptions } from './tracing-options.js';

const made = new WeakMap<ResolvedOptions, Map<unknown, ResolvedOptions>>();

/** The same options with another value of one. The same object each time: `newSpan` makes a class for each. */
export function optionsWith<N extends 'span' | 'trust'>(
  options: ResolvedOptions,
  name: N,
  value: ResolvedOptions[N],
  key: unknown = value,
): ResolvedOptions {
  let variants = made.get(options);
  if (variants === undefined) made.set(options, (variants = new Map()));
  let variant = variants.get(key);
  if (variant === undefined) variants.set(key, (variant = { ...options, [name]: value }));
  return variant;
}
