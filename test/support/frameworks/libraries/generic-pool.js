import { createPool } from 'generic-pool';

export function open() {
  const pool = createPool({ create: async () => ({}), destroy: async () => {} }, { max: 2 });
  const rest = () => new Promise((resolve) => void setTimeout(resolve, 1));
  return {
    'acquire, promise': async (seen) => {
      const resource = await pool.acquire();
      seen();
      await rest();
      await pool.release(resource);
    },
    'use, function': (seen) =>
      pool.use(async () => {
        seen();
        await rest();
      }),
  };
}
