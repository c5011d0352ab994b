import { like, type Token } from './token.js';

/** Makes blocks that are indented look like those with fences: with a frame, and a button that copies. */
export function fenceCode(tokens: readonly Token[]): Token[] {
  return tokens.map((token) => (token.type === 'code_block' ? like(token, { type: 'fence', info: '' }) : token));
}
