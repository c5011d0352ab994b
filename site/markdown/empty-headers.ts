import { like, type Token } from './token.js';

/** Makes a cell of a table's head that is empty a cell without meaning: for a screen reader it is no header of anything. */
export function emptyHeaders(tokens: readonly Token[]): Token[] {
  return tokens.map((token, at) => {
    const content = { th_open: tokens[at + 1], th_close: tokens[at - 1] }[token.type];
    return content?.content === '' ? like(token, { tag: 'td' }) : token;
  });
}
