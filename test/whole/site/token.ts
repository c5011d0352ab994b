import type { Token } from '../../../site/markdown/token.js';

/** A token as markdown-it makes it, as far as the site reads it. */
export function token(given: Partial<Token> = {}): Token {
  const attrs = new Map<string, string>();
  return {
    type: 'fence',
    tag: 'code',
    nesting: 0,
    info: '',
    content: '',
    children: null,
    attrGet: (name) => attrs.get(name) ?? null,
    attrSet: (name, value) => void attrs.set(name, value),
    ...given,
  };
}
