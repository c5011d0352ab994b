import type { Scope, ScopeHeaders } from '../../src/request/scope.js';

export function scopeWith(headers: ScopeHeaders = {}): Scope {
  return { type: 'http', method: 'GET', path: '/path', headers };
}
