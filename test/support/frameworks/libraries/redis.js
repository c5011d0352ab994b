import { createClient } from 'redis';

export const server = 'Redis';

export async function open(_, url) {
  const client = await createClient({ url }).connect();
  return {
    'get, promise': (seen) => client.get('truth').then(seen),
    'multi.exec, promise': (seen) => client.multi().get('truth').exec().then(seen),
  };
}
