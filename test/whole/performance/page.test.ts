import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { FOLDER, images, PAGE, renewed } from '../../../bench/measure/page.js';
import type { Report } from '../../../bench/measure/report.js';

const parts = readdirSync('bench')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

const read = (part: string): Report => JSON.parse(readFileSync(`${FOLDER}/${part}.json`, 'utf8')) as Report;

describe.each(parts)('docs/performance.md has of the bench %s', (part) => {
  it('what its JSON says, and nothing else', () => {
    const page = readFileSync(PAGE, 'utf8');
    expect(page).toBe(renewed(page, read(part)));
  });

  it('the images that its JSON gives, and no others', () => {
    const drawn = images(read(part));
    const files = readdirSync(FOLDER).filter((file) => file.startsWith(`${part}-`));
    expect(files.toSorted()).toEqual([...drawn.keys()].toSorted());
    for (const [file, image] of drawn) expect(readFileSync(`${FOLDER}/${file}`, 'utf8'), file).toBe(image);
  });
});

it('the page names every part of the bench, and no other', () => {
  const named = [...readFileSync(PAGE, 'utf8').matchAll(/<!-- bench ([\w-]+) -->/g)].map(([, part]) => part);
  expect(named.toSorted()).toEqual(parts.toSorted());
  expect(parts.filter((part) => !existsSync(`${FOLDER}/${part}.json`))).toEqual([]);
});
