// Callbacks that state no types: the place where the bound function goes gives them.
import { exec, execFile } from 'node:child_process';
import { lookup } from 'node:dns';
import { readdir, readFile, stat, type Stats } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { pipeline, Transform } from 'node:stream';

import mysql from 'mysql2';
import pg from 'pg';
import { bind } from 'throughline';

import { exactly } from '../exactly.js';

const pool = new pg.Pool();
pool.query(
  'select 1',
  bind((error, result) => console.log(error?.message, result.rows.length)),
);
pool.query(
  'select $1::int',
  [1],
  bind((_error, result) => console.log(result.rowCount)),
);
pool.query<{ id: number }>(
  'select 1',
  [],
  bind((_error, result) => result.rows[0]?.id.toFixed()),
);
pool.connect(bind((error, client, done) => [error?.message, client?.query('select 1'), done()]));

const client = new pg.Client();
client.connect(bind((error: Error | null) => error?.message));
client.on(
  'notification',
  bind((message) => exactly<string>()(message.channel)),
);
client.on(
  'error',
  bind((error) => exactly<Error>()(error)),
);

const connection = mysql.createConnection({});
connection.query(
  'select 1',
  bind((error, rows, fields) => console.log(error?.code, rows, fields[0]?.name)),
);
connection.query<mysql.RowDataPacket[]>(
  'select ?',
  [1],
  bind((_error, rows) => rows[0]?.['id']),
);
connection.execute(
  'select 1',
  bind((error, rows) => console.log(error?.code, rows)),
);
connection.connect(bind((error) => error?.fatal));

readFile(
  'x',
  'utf8',
  bind((_error, text) => exactly<string>()(text)),
);
readFile(
  'x',
  { encoding: 'utf8' },
  bind((_error, text) => exactly<string>()(text)),
);
readFile(
  'x',
  bind((_error, data) => data.byteLength),
);
stat(
  'x',
  bind((error, stats) => [exactly<NodeJS.ErrnoException | null>()(error), exactly<Stats>()(stats)]),
);
readdir(
  'x',
  { withFileTypes: true },
  bind((_error, files) => files.map((file) => file.isFile())),
);
exec(
  'ls',
  bind((error, output) => console.log(error?.code, output.at(0))),
);
execFile(
  'ls',
  ['x'],
  bind((_error, output) => output.at(0)),
);
lookup(
  'localhost',
  bind((_error, address, family) => console.log(address.at(0), family.toFixed())),
);
get(
  'http://127.0.0.1',
  bind((response) => response.resume()),
);
get(
  'http://127.0.0.1',
  bind((response) => exactly<IncomingMessage>()(response)),
);
connect(
  1,
  '127.0.0.1',
  bind(() => {}),
).on(
  'data',
  bind((chunk) => chunk.length),
);
pipeline(
  process.stdin,
  process.stdout,
  bind((error) => exactly<NodeJS.ErrnoException | null>()(error)),
);

new Transform({ transform: bind((chunk, encoding, done) => done(null, encoding.at(0) + chunk)) });
new Transform({
  transform: bind(function (chunk, _encoding, done) {
    this.push(chunk);
    done();
  }),
});

setTimeout(
  bind(() => {}),
  1,
);
setTimeout(
  bind((one) => one),
  1,
  'one',
);
setInterval(
  bind(() => {}),
  1,
);
setImmediate(
  bind((one: number) => one),
  1,
);
queueMicrotask(bind(() => {}));
process.nextTick(
  bind((one: number) => one),
  1,
);

type Done<T> = (error: Error | null, value?: T) => void;
declare function load<T>(make: () => T, done: Done<T>): void;
load(
  () => 1,
  bind((error, value) => [exactly<Error | null>()(error), exactly<number | undefined>()(value)]),
);
declare function maybe(done?: Done<number> | null): void;
maybe(bind((error, value) => [error?.message, value?.toFixed()]));
maybe(bind((_error: unknown) => {}));
