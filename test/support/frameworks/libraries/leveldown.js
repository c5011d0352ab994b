import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import leveldown from 'leveldown';

/** Its addon is mended where it is loaded. */
export const isOnlyForRegister = true;

export async function open() {
  const db = leveldown(mkdtempSync(join(tmpdir(), 'truth-')));
  await new Promise((resolve) => void db.open(resolve));
  return {
    'put, callback': (seen) => db.put('truth', '1', seen),
    'get, callback': (seen) => db.get('truth', seen),
  };
}
