import type { Scope } from '../../src/request/scope.js';

export function scopeWith(headers: Record<string, string> = {}): Scope {
  return { type: 'http', method: 'GET', path: '/path', headers: { get: (name) => headers[name] } };
}
