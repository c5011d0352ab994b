import { GUIDES, RENAMED } from './modules.js';
import type { SyntaxNode } from '../syntax/parser.js';

/** Where a file names a module. */
export interface NamedModule {
  readonly name: string;
  /** Where the name itself begins and ends, without its quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether the module is loaded there. If not, it may be a mock of the module, or only a word. */
  readonly isLoaded: boolean;
}

/** The property of a node that is the name of a module, by the type of the node. */
const SOURCES: Readonly<Record<string, string>> = {
  ExportAllDeclaration: 'source',
  ExportNamedDeclaration: 'source',
  ImportDeclaration: 'source',
  ImportExpression: 'source',
  TSExternalModuleReference: 'expression',
  TSImportType: 'source',
};

/** Every place that names a module of `modules.ts`. */
export function findModules(program: SyntaxNode): NamedModule[] {
  const found: NamedModule[] = [];
  const loaded = new Set<unknown>();
  const visit = (node: SyntaxNode): void => {
    loaded.add(sourceOf(node));
    const { type, value, start, end } = node;
    if (type === 'Literal' && typeof value === 'string' && (RENAMED.has(value) || GUIDES.has(value))) {
      found.push({ name: value, start: start + 1, end: end - 1, isLoaded: loaded.has(node) });
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return found;
}

function sourceOf(node: SyntaxNode): unknown {
  const source = SOURCES[node.type];
  if (source !== undefined) return node[source];
  if (node.type !== 'CallExpression') return undefined;
  const { name } = node['callee'] as { readonly name?: unknown };
  return name === 'require' ? (node['arguments'] as readonly unknown[])[0] : undefined;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as Partial<SyntaxNode>).type === 'string';
}
