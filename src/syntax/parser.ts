import { ThroughlineError } from '../core/throughline-error.js';

/** A node of the syntax tree, as ESTree has it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** Parses the text of a file, by the ending of its name. Throws a `SyntaxError`. */
export type Parser = (file: string, text: string) => SyntaxNode;

/** Loads oxc-parser. Throws `TL_ERR_MISSING_PACKAGE` where it is not installed. */
export async function loadParser(): Promise<Parser> {
  const { parseSync } = await import('oxc-parser').catch(() => {
    throw new ThroughlineError(
      'TL_ERR_MISSING_PACKAGE',
      'oxc-parser is not installed',
      'Run: npm install -D oxc-parser',
    );
  });
  return (file, text) => {
    const lang = /\.[cm]?ts$/.test(file) ? 'ts' : file.endsWith('.tsx') ? 'tsx' : 'jsx';
    const parsed = parseSync(file, text, { lang, sourceType: 'unambiguous' });
    if (parsed.errors.length === 0) return parsed.program as unknown as SyntaxNode;
    // CommonJS allows some things that a script does not, such as `return` outside of all functions.
    const { program, errors } = parseSync(file, text, { lang, sourceType: 'commonjs' });
    if (errors.length > 0) throw new SyntaxError(parsed.errors[0]?.message);
    return program as unknown as SyntaxNode;
  };
}
