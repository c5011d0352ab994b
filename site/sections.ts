import type { Page } from './pages.js';

/** A part of the site: an entry of its navigation with a sidebar of its own, and a heading of llms.txt. */
export interface Section {
  readonly title: string;
  /** How the paths of its pages begin. A page is in the section with the longest beginning that fits. */
  readonly prefixes: readonly string[];
  readonly pages: readonly Page[];
}

/** `first` has the pages that come first, in this order. The others follow, sorted by path. */
const SECTIONS = [
  {
    title: 'Start',
    prefixes: ['start/'],
    first: `start/index start/node start/express start/fastify start/nest start/koa start/hono start/h3-nitro start/next start/sveltekit
      start/react-router start/astro start/trpc start/graphql start/socket-io start/elysia start/bun start/deno start/workers
      start/lambda`,
  },
  {
    title: 'Guides',
    prefixes: ['guide/'],
    first: `guide/why guide/logging guide/my-id-is-empty guide/jobs guide/opentelemetry guide/shared-work
      guide/threads-and-processes guide/transactions guide/testing guide/production guide/library-authors`,
  },
  { title: 'Recipes', prefixes: ['recipes/'], first: '' },
  {
    title: 'Coming from …',
    prefixes: ['guide/from-', 'guide/migrate'],
    first: 'guide/from-async-local-storage guide/from-cls-hooked guide/migrate',
  },
  {
    title: 'Reference',
    prefixes: [''],
    first: `reference/entries reference/register reference/frameworks reference/options reference/loggers
      reference/contextvars reference/span reference/spans reference/propagation reference/errors reference/doctor`,
  },
  { title: 'Design', prefixes: ['design/'], first: '' },
];

const PREFIXES = SECTIONS.flatMap(({ prefixes }) => prefixes).toSorted((a, b) => b.length - a.length);

/** All sections that have a page. The home page is in none. */
export function toSections(pages: readonly Page[]): Section[] {
  const sections = SECTIONS.map(({ title, prefixes, first }) => {
    const owned = pages.filter(({ path }) => path !== 'index' && prefixes.includes(prefixOf(path)));
    return { title, prefixes, pages: owned.toSorted(byPlace(first.split(/\s+/))) };
  });
  return sections.filter((section) => section.pages.length > 0);
}

function prefixOf(path: string): string {
  return PREFIXES.find((prefix) => path.startsWith(prefix)) ?? '';
}

function byPlace(first: readonly string[]): (a: Page, b: Page) => number {
  const place = ({ path }: Page): number => (first.includes(path) ? first.indexOf(path) : first.length);
  return (a, b) => place(a) - place(b) || a.path.localeCompare(b.path);
}
