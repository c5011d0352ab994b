import { isFunction, argumentsOf, nameOf, type Node, nodesOf } from '../syntax.js';
import { findingAt, type Rule } from '../rule.js';
import { importLine } from '../../findings/import-change.js';

const HTTP = /^(?:node:)?https?$/;

/** A server of Node's with a listener that nothing traces, in a file that uses this package. */
export const untracedServer: Rule = (file, { isMended, hasFramework }) => {
  const traces = file.loaded.some(({ exported }) => exported === 'traceServer');
  const isUsed = file.loaded.some(({ module }) => /^throughline(?:\/|$)/.test(module));
  if (isMended || hasFramework || traces || !isUsed) return [];
  const makers = new Set(file.loaded.filter(({ module }) => HTTP.test(module)).map(({ local }) => local));
  return nodesOf(file.program, 'CallExpression').flatMap(({ node }) => {
    const callee = node['callee'] as Node;
    const object = callee.type === 'MemberExpression' ? nameOf(callee['object'] as Node) : nameOf(callee);
    if (nameOf(callee) !== 'createServer' || !makers.has(object)) return [];
    const listener = argumentsOf(node).at(-1);
    if (!isFunction(listener)) return [];
    return findingAt(file, node, {
      code: 'TL_DOC_LOST',
      grade: 'likely',
      message: 'Nothing traces the requests of this server',
      label: 'here its listener is passed as it is',
      mend: {
        text: 'trace the listener',
        code: [
          importLine('traced', file.source).replace("throughline'", "throughline/node-http'"),
          '',
          'createServer(traced(listener));',
        ],
        changes: [],
      },
    });
  });
};
