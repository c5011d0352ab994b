import { bindMend } from '../../findings/bind-mend.js';
import { callbackAt, placeAt } from '../../findings/callback-of.js';
import { argumentsOf, holderOf, isFunction, methodOf, nameOf, type Node, nodesOf } from '../syntax.js';
import { type CheckedFile, findingAt, type Rule } from '../rule.js';

/** What makes a connection or a pool that calls back from somebody else's context, by the module that it is loaded from. */
const MAKERS: Readonly<Record<string, RegExp>> = {
  pg: /^(?:Pool|Client)$/,
  mysql: /^create(?:Pool|Connection)$/,
  mysql2: /^create(?:Pool|Connection)$/,
};

/** The methods of it that take a callback. */
const CALLING_BACK: ReadonlySet<string> = new Set(['query', 'execute']);

/** A callback that a request hands to a driver, without `bind`. */
export const driverCallback: Rule = (file, { usesThroughline, isMended }) => {
  if (!usesThroughline || isMended) return [];
  const pools = poolsIn(file);
  return nodesOf(file.program, 'CallExpression').flatMap(({ node, parents }) => {
    const called = methodOf(node);
    const callback = argumentsOf(node).at(-1);
    if (called === undefined || !CALLING_BACK.has(called.method) || !pools.has(called.object)) return [];
    if (!isFunction(callback) || !parents.some((parent) => isFunction(parent))) return [];
    const place = placeAt(file.file, file.source, (callback['body'] as Node).start);
    return findingAt(file, callback, {
      code: 'TL_DOC_MIXED',
      grade: 'likely',
      message: `${called.object}.${called.method} calls back in the context of whoever has its connection`,
      label: 'here a request passes its callback',
      mend: bindMend(callbackAt(place), 'function'),
    });
  });
};

/** The names of what holds a pool or a connection. */
function poolsIn({ program, loaded }: CheckedFile): ReadonlySet<string> {
  const made = ['NewExpression', 'CallExpression'].flatMap((type) => nodesOf(program, type));
  const holders = made.flatMap(({ node, parents }) => {
    const callee = node['callee'] as Node;
    const object = callee.type === 'MemberExpression' ? nameOf(callee['object'] as Node) : '';
    const isMaker = loaded.some(({ module, exported, local }) => {
      const makers = Object.hasOwn(MAKERS, module) ? MAKERS[module] : undefined;
      if (makers === undefined) return false;
      return exported === 'default' || object !== ''
        ? object === local && makers.test(nameOf(callee))
        : local === nameOf(callee) && makers.test(exported);
    });
    return isMaker ? holderOf(parents, node) : [];
  });
  return new Set(holders.filter(Boolean));
}
