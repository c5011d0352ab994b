import { readdirSync } from 'node:fs';

const files = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));

/** The pages that the site must have, each as its path without an ending: `/guide/jobs`. */
export const paths: readonly string[] = files
  .map((file) => `/${file.replaceAll('\\', '/').slice(0, -'.md'.length)}`)
  .toSorted();
