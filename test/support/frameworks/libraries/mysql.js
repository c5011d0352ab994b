import mysql from 'mysql';

export const server = 'MySQL';

export function open(mend, uri) {
  mend(mysql);
  const pool = mysql.createPool({ ...fromUri(uri), connectionLimit: 2 });
  const cluster = mysql.createPoolCluster();
  cluster.add('one', { ...fromUri(uri), connectionLimit: 2 });
  return {
    'pool.query, callback': (seen) => pool.query('select 1', seen),
    'pool.getConnection and connection.query, callbacks': (seen) => {
      pool.getConnection((_, connection) => {
        connection.query('select 1', () => {
          connection.release();
          seen();
        });
      });
    },
    'cluster, query, callback': (seen) => cluster.of('*').query('select 1', seen),
    'pool.query, event': (seen) => pool.query('select 1').once('result', seen),
    'pool.query().stream, data': (seen) => pool.query('select 1').stream().once('data', seen),
  };
}

function fromUri(uri) {
  const { hostname: host, port, username: user, password, pathname } = new URL(uri);
  return { host, port: Number(port), user, password, database: pathname.slice(1) };
}
