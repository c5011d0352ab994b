import { like, type Token } from './token.js';

/**
 * Makes tabs of blocks that stand next to each other and have a title: ```` ```js [ESM] ````. GitHub shows the same blocks one
 * below the other. A comment between them, which names the file that is quoted, does not part them.
 */
export function codeGroups(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const group = groupAt(tokens, at);
    result.push(...(group.length > 1 ? framed(group) : group));
    at += group.length;
  }
  return result;
}

/** The tokens from here to the last neighbour with a title, or only the one that is here. */
function groupAt(tokens: readonly Token[], start: number): Token[] {
  let end = start + 1;
  for (let at = start; isTitled(tokens[start]) && (isTitled(tokens[at]) || isComment(tokens[at])); at++) {
    if (isTitled(tokens[at])) end = at + 1;
  }
  return tokens.slice(start, end);
}

/** In the tokens that VitePress makes of its own `::: code-group`, which GitHub would show as text. */
function framed(group: readonly Token[]): Token[] {
  const edge = { tag: 'div', info: '', content: '' };
  const [first] = group as [Token];
  const open = like(first, { ...edge, type: 'container_code-group_open', nesting: 1 });
  return [open, ...group, like(first, { ...edge, type: 'container_code-group_close', nesting: -1 })];
}

const isTitled = (token: Token | undefined): boolean => token?.type === 'fence' && /\[.+\]/.test(token.info);
const isComment = (token: Token | undefined): boolean =>
  token?.type === 'html_block' && /^<!--.*-->\s*$/s.test(token.content);
