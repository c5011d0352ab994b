import knex from 'knex';
import Cursor from 'pg-cursor';
import pg from 'pg';

export const server = 'PostgreSQL';

export function open(mend, connection) {
  mend(pg);
  mend(Cursor);
  const db = knex({ client: 'pg', connection, pool: { max: 2 } });
  return {
    'raw, promise': (seen) => db.raw('select 1').then(seen),
    'raw, asCallback': (seen) => db.raw('select 1').asCallback(seen),
    'transaction, function': (seen) =>
      db.transaction(async (trx) => {
        await trx.raw('select 1');
        seen();
      }),
    'raw.stream, data': (seen) => db.select(db.raw('1')).stream().once('data', seen).resume(),
  };
}
