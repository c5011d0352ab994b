import { isFunction, methodOf, nodesOf } from '../syntax.js';
import { findingAt, type Rule } from '../rule.js';
import { variablesIn } from './variables-in.js';

/** `set` at the top of a module: it throws there, outside any task. */
export const topLevelSet: Rule = (file) => {
  const variables = variablesIn(file);
  const calls = nodesOf(file.program, 'CallExpression').filter(({ node, parents }) => {
    const called = methodOf(node);
    return called?.method === 'set' && variables.has(called.object) && !parents.some((parent) => isFunction(parent));
  });
  return calls.map(({ node }) =>
    findingAt(file, node, {
      code: 'TL_DOC_NO_TASK',
      grade: 'sure',
      message: `The variable "${methodOf(node)?.object ?? ''}" is set outside any task, and that throws`,
      label: 'here it is set while the module is loaded',
      mend: {
        text: 'give the variable a default, or set it in a request',
        code: ["new ContextVar('name', { default: value });"],
        changes: [],
      },
    }),
  );
};
