// Calls a library in all its ways in 20 contexts each, and prints how many of them are still kept when all is over.
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ContextVar } from 'throughline';
import { mend } from 'throughline/mend';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
const CTX_REQUEST = new ContextVar('request');
const [file, address, how] = process.argv.slice(2);
const { open } = await import(pathToFileURL(file).href);
const calls = await open(how === 'mend' ? mend : (library) => library, address);

function callIn(call) {
  const request = {};
  return CTX_REQUEST.run(request, () => new Promise((resolve) => void call(() => resolve()))).then(
    () => new WeakRef(request),
  );
}

const kept = {};
for (const [name, call] of Object.entries(calls)) {
  const references = await Promise.all(Array.from({ length: 20 }, () => callIn(call)));
  for (let i = 0; i < 5; i++) {
    await sleep(20);
    gc();
  }
  kept[name] = references.filter((reference) => reference.deref() !== undefined).length;
}
writeSync(1, JSON.stringify(kept));
process.exit();
