import { gatherMend } from '../../findings/gather-mend.js';
import { placeAt } from '../../findings/callback-of.js';
import { argumentsOf, isFunction, methodOf, nameOf, type Node, nodesOf } from '../syntax.js';
import { type CheckedFile, findingAt, type Rule } from '../rule.js';
import { variablesIn } from './variables-in.js';

/** `Promise.all` over functions that set a variable: its branches have one context. */
export const promiseAll: Rule = (file) => {
  const setters = settersIn(file);
  if (setters.isEmpty) return [];
  const calls = nodesOf(file.program, 'CallExpression').filter(({ node }) => {
    const called = methodOf(node);
    return called?.object === 'Promise' && called.method === 'all' && branchesOf(node).some((one) => setters.has(one));
  });
  return calls.map(({ node }) =>
    findingAt(file, node, {
      code: 'TL_DOC_SHARED',
      grade: 'likely',
      message: 'Branches that Promise.all waits for set one variable, and share it',
      label: 'here several branches run in one context',
      mend: gatherMend(placeAt(file.file, file.source, node.start)),
    }),
  );
};

/** What runs at once: the calls of a list, two at least, or the function of a `map`. */
function branchesOf(all: Node): readonly Node[] {
  const [given] = argumentsOf(all);
  if (given?.type === 'ArrayExpression') {
    const elements = (given['elements'] as readonly (Node | null)[]).filter((element) => element !== null);
    return elements.length > 1 ? elements : [];
  }
  if (given?.type !== 'CallExpression' || methodOf(given)?.method !== 'map') return [];
  return argumentsOf(given).slice(0, 1);
}

interface Setters {
  readonly isEmpty: boolean;
  has(branch: Node): boolean;
}

/** The functions of a file that set a variable, themselves. */
function settersIn(file: CheckedFile): Setters {
  const variables = variablesIn(file);
  const setting = nodesOf(file.program, 'CallExpression').filter(({ node }) => {
    const called = methodOf(node);
    return called?.method === 'set' && variables.has(called.object);
  });
  const functions = new Set(setting.flatMap(({ parents }) => parents.findLast((parent) => isFunction(parent)) ?? []));
  const names = new Set([...functions].map((each) => namedIn(file.program, each)).filter(Boolean));
  return {
    isEmpty: functions.size === 0,
    has: (branch) =>
      functions.has(branch) ||
      names.has(nameOf(branch)) ||
      (branch.type === 'CallExpression' && names.has(nameOf(branch['callee'] as Node))),
  };
}

/** The name of a function: its own, or that of the variable that holds it. */
function namedIn(program: Node, wanted: Node): string {
  const own = nameOf(wanted['id'] as Node | null | undefined);
  if (own !== '') return own;
  const holder = nodesOf(program, 'VariableDeclarator').find(({ node }) => node['init'] === wanted);
  return nameOf(holder?.node['id'] as Node | undefined);
}
