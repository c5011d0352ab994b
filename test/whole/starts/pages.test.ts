import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

const PAGES = readdirSync('docs/start').filter((name) => name !== 'index.md');
const read = (name: string): string => readFileSync(`docs/start/${name}`, 'utf8');

describe('a quick start', () => {
  it.each(PAGES)('%s installs, runs a file that a test runs, and says where to look next', (name) => {
    const page = read(name);
    expect(page.match(/^# /gm)).toHaveLength(1);
    expect(page).toMatch(/^npm install .*throughline/m);
    expect(page).toMatch(/<!-- (?:examples|test)\/\S+ -->/);
    expect(page).toContain('](../guide/my-id-is-empty.md)');
    expect(page).toContain('](../reference/propagation.md)');
    expect(page).toContain('](../guide/jobs.md)');
    expect(page.slice(page.indexOf('## Next')).match(/^- /gm)).toHaveLength(3);
  });

  it.each(PAGES)('%s is in the overview', (name) => {
    expect(read('index.md')).toContain(`](${name})`);
  });
});
