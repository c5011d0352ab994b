import type { SyntaxNode as Node } from '../../syntax/parser.js';

export type { Node };

/** A node with those around it, the outermost first. */
export interface Found {
  readonly node: Node;
  readonly parents: readonly Node[];
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'ArrowFunctionExpression',
  'FunctionExpression',
  'FunctionDeclaration',
]);

export function isFunction(node: Node | undefined): node is Node {
  return node !== undefined && FUNCTIONS.has(node.type);
}

/** All nodes of a type below `root`, in the order of the source. */
export function nodesOf(root: Node, type: string): readonly Found[] {
  const found: Found[] = [];
  visit(root, []);
  return found;

  function visit(node: Node, parents: readonly Node[]): void {
    if (node.type === type) found.push({ node, parents });
    const inner = [...parents, node];
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(child)) visit(child, inner);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
}

/** The name of a method that a call is of, and of the object if that is a plain name: `query` of `pool`. */
export function methodOf(call: Node): { readonly object: string; readonly method: string } | undefined {
  const callee = call['callee'] as Node;
  if (callee.type !== 'MemberExpression' || callee['computed'] === true) return undefined;
  return { object: nameOf(callee['object'] as Node), method: nameOf(callee['property'] as Node) };
}

/** The name of an identifier, or the last one of `this.pool` and `app.pool`; `''` of anything else. */
export function nameOf(node: Node | null | undefined): string {
  if (node?.type === 'MemberExpression') return nameOf(node['property'] as Node);
  return node?.type === 'Identifier' || node?.type === 'PrivateIdentifier' ? (node['name'] as string) : '';
}

/** The name that holds what is made: that of `const pool = …`, `this.pool = …` and `pool = …`; `''` where none does. */
export function holderOf(parents: readonly Node[], made: Node): string {
  const parent = parents.at(-1);
  if (parent?.type === 'VariableDeclarator') return nameOf(parent['id'] as Node);
  if (parent?.type === 'AssignmentExpression' && parent['right'] === made) return nameOf(parent['left'] as Node);
  return parent?.type === 'PropertyDefinition' ? nameOf(parent['key'] as Node) : '';
}

export function argumentsOf(call: Node): readonly Node[] {
  return call['arguments'] as readonly Node[];
}

/** The modules that a file loads, with the names by which it knows them: `pg` as `pg`, and `Pool` of `pg`. */
export interface Loaded {
  readonly module: string;
  /** What the module calls it; `default` for all of it. */
  readonly exported: string;
  readonly local: string;
}

export function loadedIn(program: Node): readonly Loaded[] {
  const imported = nodesOf(program, 'ImportDeclaration').flatMap(({ node }) => {
    const module = (node['source'] as Node)['value'] as string;
    const specifiers = node['specifiers'] as readonly Node[];
    if (specifiers.length === 0) return [{ module, exported: '', local: '' }];
    return specifiers.map((specifier) => ({
      module,
      exported: nameOf(specifier['imported'] as Node | undefined) || 'default',
      local: nameOf(specifier['local'] as Node),
    }));
  });
  const required = nodesOf(program, 'CallExpression').flatMap(({ node, parents }) => {
    const [name] = argumentsOf(node);
    if (nameOf(node['callee'] as Node) !== 'require' || typeof name?.['value'] !== 'string') return [];
    const target = parents.findLast(({ type }) => type === 'VariableDeclarator')?.['id'] as Node | undefined;
    const module = name['value'];
    if (target?.type !== 'ObjectPattern') return [{ module, exported: 'default', local: nameOf(target) }];
    return (target['properties'] as readonly Node[]).map((property) => ({
      module,
      exported: nameOf(property['key'] as Node | undefined),
      local: nameOf(property['value'] as Node | undefined),
    }));
  });
  return [...imported, ...required];
}
