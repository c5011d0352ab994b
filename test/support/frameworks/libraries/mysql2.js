import mysql from 'mysql2';
import { createPool } from 'mysql2/promise';

export const server = 'MySQL';

export function open(mend, uri) {
  mend(mysql);
  const pool = mysql.createPool({ uri, connectionLimit: 2 });
  const cluster = mysql.createPoolCluster();
  cluster.add('one', { uri, connectionLimit: 2 });
  const promising = createPool({ uri, connectionLimit: 2 });
  return {
    'pool.query, callback': (seen) => pool.query('select 1', seen),
    'pool.execute, callback': (seen) => pool.execute('select 1', seen),
    'pool.getConnection and connection.query, callbacks': (seen) => {
      pool.getConnection((_, connection) => {
        connection.query('select 1', () => {
          connection.release();
          seen();
        });
      });
    },
    'connection.prepare and statement.execute, callbacks': (seen) => {
      pool.getConnection((_, connection) => {
        connection.prepare('select ?', (__, statement) => {
          statement.execute([1], () => {
            connection.release();
            seen();
          });
        });
      });
    },
    'cluster, query, callback': (seen) => cluster.of('*').query('select 1', seen),
    'pool.query, event': (seen) => pool.query('select 1').once('result', seen),
    'pool.query().stream, data': (seen) => pool.query('select 1').stream().once('data', seen),
    'promise, pool.query': (seen) => promising.query('select 1').then(seen),
  };
}
