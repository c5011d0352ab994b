import { onTestFinished } from 'vitest';

import { type Collector, type CollectorOptions, startCollector } from '../../../src/inspector/collector/collector.js';

/** A collector for one test, on any free port. */
export async function collecting(options: Partial<CollectorOptions> = {}): Promise<Collector> {
  const collector = await startCollector({ port: 0, page: '/nowhere', version: '0.0.0', ...options });
  onTestFinished(() => collector.close());
  return collector;
}

/** Asks the API of a collector, with its token. */
export async function ask<T>({ address, token }: Collector, path: string): Promise<T> {
  const response = await fetch(address + path, { headers: { authorization: `Bearer ${token}` } });
  return (await response.json()) as T;
}
