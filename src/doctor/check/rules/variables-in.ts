import { nameOf, type Node, nodesOf } from '../syntax.js';
import type { CheckedFile } from '../rule.js';

/** The names of the variables of contexts that a file makes, or loads from this package. */
export function variablesIn({ program, loaded }: CheckedFile): ReadonlySet<string> {
  const made = nodesOf(program, 'NewExpression').flatMap(({ node, parents }) => {
    if (nameOf(node['callee'] as Node) !== 'ContextVar') return [];
    return nameOf(parents.findLast(({ type }) => type === 'VariableDeclarator')?.['id'] as Node | undefined);
  });
  const known = loaded.filter(({ module, exported }) => module === 'throughline' && exported.startsWith('CTX_'));
  return new Set([...made, ...known.map(({ local }) => local)].filter(Boolean));
}
