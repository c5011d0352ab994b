import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

import pkg from '../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '..');

/** The address of the repository, from `repository` of package.json. `undefined` until that is set. */
export const repository: string | undefined = addressOf(pkg as Manifest);

interface Manifest {
  readonly repository?: string | { readonly url: string };
}

export function addressOf({ repository: value }: Manifest): string | undefined {
  const url = typeof value === 'string' ? value : value?.url;
  return url?.replace(/^git\+/, '').replace(/\.git$/, '');
}

/**
 * The path of what a link leads to, from the root of the repository, where that is a file which the site does not have, such as
 * an example. `undefined` for links to pages, images and other hosts.
 *
 * @param page the path of the page in docs/, such as `guide/jobs.md`
 */
export function pathInRepository(page: string, href: string): string | undefined {
  if (/^([a-z]+:|#|\/)/.test(href)) return undefined;
  const path = posix.join('docs', posix.dirname(page), href.replace(/#.*/, ''));
  if (/^docs\/.*\.(md|svg|png)$/.test(path)) return undefined;
  return existsSync(join(ROOT, path)) ? path : undefined;
}

export function linkTo(path: string, address: string): string {
  return `${address}/blob/HEAD/${path}`;
}
