import { LRUCache } from 'lru-cache';

export function open() {
  const rest = () => new Promise((resolve) => void setTimeout(resolve, 1));
  const cache = new LRUCache({ max: 10, ttl: 1, fetchMethod: rest });
  return { 'fetch, promise': (seen) => cache.fetch('truth').then(seen) };
}
