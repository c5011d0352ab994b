import { type Place, textOf } from '../source/place.js';
import { placeAt } from './callback-of.js';
import type { Mend } from './finding.js';

const MODULE = "'throughline/mend'";

/** The library, `fastq 1.20.3`, mended where the file of the place loads it. */
export function libraryMend(library: string, { file, line, column }: Place): Mend {
  const name = library.replace(/ [^ ]*$/, '');
  const source = textOf({ file, line, column }) ?? '';
  const text = `mend ${name} where you load it, or load throughline/register before the application`;
  const required = source.match(new RegExp(`require\\(\\s*(['"])${quoted(name)}\\1\\s*\\)`))?.[0];
  if (required !== undefined) {
    const start = source.indexOf(required);
    const code = [`const { mend } = require(${MODULE});`, `mend(${required})`];
    const changes = [
      { place: placeAt(file, source, 0), removed: 0, text: `${code[0]}\n` },
      { place: placeAt(file, source, start), removed: 0, text: 'mend(' },
      { place: placeAt(file, source, start + required.length), removed: 0, text: ')' },
    ];
    return { text, code, changes };
  }
  const imported = source.match(new RegExp(`^import (\\w+) from (['"])${quoted(name)}\\2;?$`, 'm'));
  const local = imported?.[1] ?? name.replaceAll(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const module = `'${name}'`;
  const load = `import { mend } from ${MODULE};`;
  const code = [`import original from ${module};`, load, '', `const ${local} = mend(original);`];
  if (imported === null) return { text, code, changes: [] };
  const start = (imported.index ?? 0) + 'import '.length;
  const end = (imported.index ?? 0) + imported[0].length;
  const changes = [
    { place: placeAt(file, source, start), removed: local.length, text: 'original' },
    { place: placeAt(file, source, end), removed: 0, text: `\n${load}\nconst ${local} = mend(original);` },
  ];
  return { text, code, changes };
}

function quoted(name: string): string {
  return name.replaceAll(/[^\w]/g, String.raw`\$&`);
}
