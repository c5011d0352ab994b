import Cursor from 'pg-cursor';
import pg from 'pg';
import QueryStream from 'pg-query-stream';

export const server = 'PostgreSQL';

export async function open(mend, url) {
  mend(pg);
  mend(Cursor);
  const listening = new pg.Client({ connectionString: url });
  await listening.connect();
  await listening.query('listen truth');
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  return {
    'pool.query, callback': (seen) => pool.query('select 1', seen),
    'pool.query, promise': (seen) => pool.query('select 1').then(seen),
    'pool.connect and client.query, callbacks': (seen) => {
      pool.connect((_, client, release) => {
        client.query('select 1', () => {
          release();
          seen();
        });
      });
    },
    'client.query, callback of a config': async (seen) => {
      const client = await pool.connect();
      const callback = () => (client.release(), seen());
      client.query({ text: 'select 1', callback });
    },
    'client.query, callback of a Query': async (seen) => {
      const client = await pool.connect();
      const query = new pg.Query('select 1', () => (client.release(), seen()));
      client.query(query);
    },
    'pool.connect, callback': (seen) => {
      pool.connect((_, client, release) => {
        seen();
        release();
      });
    },
    'cursor.read, callback': async (seen) => {
      const client = await pool.connect();
      const cursor = client.query(new Cursor('select generate_series(1, 3)'));
      cursor.read(2, () => {
        seen();
        void cursor.close().then(() => client.release());
      });
    },
    'query stream, data': async (seen) => {
      const client = await pool.connect();
      const stream = client.query(new QueryStream('select generate_series(1, 300)'));
      stream.on('data', () => {});
      stream.once('data', seen);
      stream.on('end', () => client.release());
    },
    'query, events': async (seen) => {
      const client = await pool.connect();
      const query = client.query(new pg.Query('select 1'));
      query.on('row', seen);
      query.on('end', () => client.release());
    },
    'notification of LISTEN': (seen) => {
      const key = String(Math.random());
      listening.on('notification', function listener({ payload }) {
        if (payload !== key) return;
        listening.off('notification', listener);
        seen();
      });
      listening.setMaxListeners(0);
      void pool.query("select pg_notify('truth', $1)", [key]);
    },
  };
}
