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

/** A type that a comment names: of JSDoc, or of `/// <reference types>`. */
const TYPE = /(?:\bimport\(\s*|<reference\s+types\s*=\s*)(['"])([^'"\n]+)\1/g;

/** Every place that names a module of `modules.ts`, in the order of the text. */
export function findModules(program: SyntaxNode, text: string): NamedModule[] {
  const found: NamedModule[] = [];
  const loaded = new Set<unknown>();
  const visit = (node: SyntaxNode): void => {
    loaded.add(sourceOf(node));
    const name = textOf(node);
    if (isNamed(name)) found.push({ name, start: node.start + 1, end: node.end - 1, isLoaded: loaded.has(node) });
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  const starts = new Set(found.map(({ start }) => start));
  const inComments = typesOf(text).filter(({ start }) => !starts.has(start));
  return [...found, ...inComments].toSorted((a, b) => a.start - b.start);
}

function typesOf(text: string): NamedModule[] {
  const types = [...text.matchAll(TYPE)].map(({ 0: match, 2: name = '', index }) => {
    const end = index + match.length - 1;
    return { name, start: end - name.length, end, isLoaded: false };
  });
  return types.filter(({ name }) => isNamed(name));
}

/** Whether it is a module of `modules.ts`, or a file in one whose name changes. */
function isNamed(name: string | undefined): name is string {
  if (name === undefined) return false;
  return GUIDES.has(name) || [...RENAMED.keys()].some((module) => name === module || name.startsWith(`${module}/`));
}

/** The text of a string, or of a template without expressions. */
function textOf({ type, value, quasis }: SyntaxNode): string | undefined {
  if (type === 'Literal' && typeof value === 'string') return value;
  if (type !== 'TemplateLiteral') return undefined;
  const [only, ...others] = quasis as readonly { readonly value: { readonly cooked?: string } }[];
  return others.length === 0 ? only?.value.cooked : undefined;
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
