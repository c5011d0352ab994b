import { holderOf, methodOf, nameOf, type Node, nodesOf } from '../syntax.js';
import { type CheckedFile, findingAt, type Rule } from '../rule.js';

/** What makes namespaces, which have an `enter` that is the same. */
const NAMESPACES = /^(?:(?:throughline\/)?cls-hooked|continuation-local-storage)$/;

/**
 * `enterWith` of AsyncLocalStorage, and `enter` of a namespace that the file never exits: what it sets stays set in the caller, on a
 * connection perhaps even for the next request.
 */
export const enterWith: Rule = (file) => {
  const namespaces = namespacesIn(file);
  const calls = nodesOf(file.program, 'CallExpression').map(({ node }) => ({ node, called: methodOf(node) }));
  const isLeft = (object: string): boolean =>
    calls.some(({ called }) => called?.object === object && called.method === 'exit');
  return calls.flatMap(({ node, called }) => {
    const enters =
      called?.method === 'enterWith' ||
      (called?.method === 'enter' && namespaces.has(called.object) && !isLeft(called.object));
    if (!enters) return [];
    const storage = called.method === 'enter' ? called.object : 'storage';
    return findingAt(file, node, {
      code: 'TL_DOC_ENTER_WITH',
      grade: 'likely',
      message: `What this function sets with ${called.method} stays set after it has returned`,
      label: 'here a store is entered, and nothing leaves it',
      mend: {
        text: 'set a variable in the context of the request, or enter a scope that ends',
        code: [`${storage}.run(${called.method === 'enter' ? '' : 'store, '}() => handle(request));`],
        changes: [],
      },
    });
  });
};

/** The names of what holds a namespace. */
function namespacesIn({ program, loaded }: CheckedFile): ReadonlySet<string> {
  if (!loaded.some(({ module }) => NAMESPACES.test(module))) return new Set();
  const made = nodesOf(program, 'CallExpression').filter(({ node }) => {
    return /^(?:create|get)Namespace$/.test(nameOf(node['callee'] as Node));
  });
  return new Set(made.map(({ node, parents }) => holderOf(parents, node)).filter(Boolean));
}
