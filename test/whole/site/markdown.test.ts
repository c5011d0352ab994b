import { describe, expect, it } from 'vitest';

import { codeGroups } from '../../../site/markdown/code-groups.js';
import { emptyHeaders } from '../../../site/markdown/empty-headers.js';
import { fenceCode } from '../../../site/markdown/fence-code.js';
import { githubSlug } from '../../../site/markdown/github-slug.js';
import { installTabs } from '../../../site/markdown/install-tabs.js';
import { repositoryLinks } from '../../../site/markdown/repository-links.js';
import type { Token } from '../../../site/markdown/token.js';
import { token } from './token.js';

const typesOf = (tokens: readonly Token[]): string[] => tokens.map(({ type }) => type);
const comment = token({ type: 'html_block', content: '<!-- examples/pino.cjs -->\n' });

describe('codeGroups', () => {
  const esm = token({ info: 'ts [ESM]' });
  const cjs = token({ info: 'js [CommonJS]' });
  const [open, close] = ['container_code-group_open', 'container_code-group_close'];

  it('makes tabs of neighbours with a title, and takes the comments between along', () => {
    expect(typesOf(codeGroups([esm, cjs]))).toEqual([open, 'fence', 'fence', close]);
    expect(codeGroups([esm, comment, cjs]).slice(1, 4)).toEqual([esm, comment, cjs]);
  });

  it('leaves alone what has no neighbour, no title, or text between', () => {
    const text = token({ type: 'paragraph_open', tag: 'p' });
    for (const tokens of [[esm], [token(), token()], [esm, text, cjs], [comment, esm, comment]]) {
      expect(codeGroups(tokens)).toEqual(tokens);
    }
  });

  it('makes one group of each run', () => {
    const text = token({ type: 'paragraph_open', tag: 'p' });
    const group = [open, 'fence', 'fence', close];
    expect(typesOf(codeGroups([esm, cjs, text, esm, cjs]))).toEqual([...group, 'paragraph_open', ...group]);
  });
});

describe('installTabs', () => {
  const shown = (content: string): Record<string, string> =>
    Object.fromEntries(installTabs([token({ content })]).map((tab) => [tab.info, tab.content]));

  it('says the same for each package manager', () => {
    expect(shown('npm install throughline\nnpm install --save-dev oxc-parser\nnpx throughline migrate src\n')).toEqual({
      'sh [npm]': 'npm install throughline\nnpm install --save-dev oxc-parser\nnpx throughline migrate src\n',
      'sh [pnpm]': 'pnpm add throughline\npnpm add --save-dev oxc-parser\npnpm exec throughline migrate src\n',
      'sh [yarn]': 'yarn add throughline\nyarn add --dev oxc-parser\nyarn throughline migrate src\n',
      'sh [bun]': 'bun add throughline\nbun add --dev oxc-parser\nbunx throughline migrate src\n',
    });
  });

  it.each(['npx throughline app.js\n', 'npm install\n', 'npm install a && node a.js\n', 'npm install a\nnode a.js\n'])(
    'leaves %j alone',
    (content) => expect(shown(content)).toEqual({ '': content }),
  );
});

describe('repositoryLinks', () => {
  const linked = (href: string, repository?: string): [types: string[], href: string | null] => {
    const link = token({ type: 'link_open' });
    link.attrSet('href', href);
    const children = [link, token({ type: 'text' }), token({ type: 'link_close' })];
    const [paragraph] = repositoryLinks([token({ type: 'inline', children })], 'guide/jobs.md', repository);
    return [typesOf(paragraph?.children ?? []), link.attrGet('href')];
  };
  const kept = ['link_open', 'text', 'link_close'];

  it('lets links to other files lead to the repository', () => {
    const address = 'https://git.example/throughline';
    expect(linked('../../examples/hapi.ts', address)).toEqual([kept, `${address}/blob/HEAD/examples/hapi.ts`]);
    expect(linked('../performance', address)).toEqual([kept, `${address}/blob/HEAD/docs/performance`]);
  });

  it('leaves their text where the address is not known', () => {
    expect(linked('../../examples/hapi.ts')[0]).toEqual(['text']);
  });

  it.each(['opentelemetry.md#x', '../performance.md', '#options', 'https://nodejs.org/', 'missing.md'])(
    'leaves %s to the site',
    (href) => expect(linked(href)).toEqual([kept, href]),
  );
});

it('fenceCode gives indented code a frame', () => {
  const [fence] = fenceCode([token({ type: 'code_block', info: 'x', content: 'npm start\n' })]);
  expect(fence).toMatchObject({ type: 'fence', info: '', content: 'npm start\n' });
});

it('emptyHeaders leaves headers with text', () => {
  const cell = (content: string): Token[] => [
    token({ type: 'th_open', tag: 'th' }),
    token({ type: 'inline', tag: '', content }),
    token({ type: 'th_close', tag: 'th' }),
  ];
  expect(emptyHeaders([...cell(''), ...cell('option')]).map(({ tag }) => tag)).toEqual([
    'td',
    '',
    'td',
    'th',
    '',
    'th',
  ]);
});

it.each([
  ['Fastify: request.id and reqId', 'fastify-requestid-and-reqid'],
  ['bunyan, tslog, and Nest’s logger', 'bunyan-tslog-and-nests-logger'],
  ['`node:http` – and more', 'nodehttp--and-more'],
])('githubSlug makes of %j what GitHub does', (heading, slug) => expect(githubSlug(heading)).toBe(slug));
