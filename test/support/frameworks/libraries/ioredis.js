import { Redis } from 'ioredis';

export const server = 'Redis';

export function open(_, url) {
  const redis = new Redis(url);
  return {
    'get, callback': (seen) => redis.get('truth', seen),
    'get, promise': (seen) => redis.get('truth').then(seen),
    'pipeline.exec, callback': (seen) => redis.pipeline().get('truth').exec(seen),
    'multi.exec, promise': (seen) => redis.multi().get('truth').exec().then(seen),
  };
}
