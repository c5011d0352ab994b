import { like, type Token } from './token.js';

/**
 * Makes tabs of blocks that stand next to each other and have a title: ```` ```js [ESM] ````. GitHub shows the same blocks one
 * below the other. A comment between them, which names the file that is quoted, does not part them.
 */
export function codeGroups(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const group = groupAt(tokens, at);
    if (group.length > 1) {
      const [first] = group as [Token];
      const edge = { tag: 'div', info: '', content: '' };
      result.push(like(first, { ...edge, type: 'container_code-group_open', nesting: 1 }), ...group);
      result.push(like(first, { ...edge, type: 'container_code-group_close', nesting: -1 }));
      at = tokens.indexOf(group.at(-1) as Token);
    } else {
      result.push(tokens[at] as Token);
    }
  }
  return result;
}

function groupAt(tokens: readonly Token[], start: number): Token[] {
  const group: Token[] = [];
  for (const token of tokens.slice(start)) {
    if (isTitled(token)) group.push(token);
    else if (group.length === 0 || !isComment(token)) break;
  }
  return group;
}

const isTitled = ({ type, info }: Token): boolean => type === 'fence' && /\[.+\]/.test(info);
const isComment = ({ type, content }: Token): boolean => type === 'html_block' && /^<!--.*-->\s*$/s.test(content);
