import { methodOf, nodesOf } from '../syntax.js';
import { findingAt, type Rule } from '../rule.js';

/** `enterWith` of AsyncLocalStorage: what it sets stays set in the caller, on a connection even for the next request. */
export const enterWith: Rule = (file) => {
  const calls = nodesOf(file.program, 'CallExpression').filter(({ node }) => methodOf(node)?.method === 'enterWith');
  return calls.map(({ node }) =>
    findingAt(file, node, {
      code: 'TL_DOC_ENTER_WITH',
      grade: 'likely',
      message: 'What enterWith sets stays set after this function',
      label: 'here a store is entered, and nothing leaves it',
      mend: {
        text: 'set a variable in the context of the request, or enter a scope that ends',
        code: ['storage.run(store, () => handle(request));'],
        changes: [],
      },
    }),
  );
};
