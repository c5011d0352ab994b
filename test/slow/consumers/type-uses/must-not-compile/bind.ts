import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs';
import { get } from 'node:http';

import mysql from 'mysql2';
import pg from 'pg';
import { bind } from 'throughline';

// @ts-expect-error no function
bind('x');
// @ts-expect-error no function
bind(undefined);
// @ts-expect-error no function
bind(null);
// @ts-expect-error no function
bind({});
// @ts-expect-error nothing
bind();
// @ts-expect-error a class is called with new
bind(class {});
// @ts-expect-error a promise of a function
bind(Promise.resolve(() => {}));

const double = bind((n: number) => 2 * n);
// @ts-expect-error the argument has another type
double('1');
// @ts-expect-error an argument is missing
double();
// @ts-expect-error one too many
double(1, 2);
// @ts-expect-error the result has another type
export const text: string = double(1);
// @ts-expect-error a number is not what it takes
export const other: (text: string) => number = bind((n: number) => n);
// @ts-expect-error it returns a number
export const returns: (n: number) => string = bind((n) => n);
// @ts-expect-error it needs more arguments than it is given
export const needs: (n: number) => number = bind((n: number, m: number) => n + m);
// @ts-expect-error it takes no symbol
bind(<T extends string | number>(x: T) => x)(Symbol.iterator);

get(
  'http://127.0.0.1',
  // @ts-expect-error there is no such property
  bind((response) => response.nope),
);
readFile(
  'x',
  'utf8',
  // @ts-expect-error there is no such property
  bind((_error, data) => data.nope),
);
readFile(
  'x',
  // @ts-expect-error there is no such property
  bind((error) => error.nope),
);
readFile(
  'x',
  // @ts-expect-error there may be no error
  bind((error) => error.message),
);
// @ts-expect-error there is no such property
[1].map(bind((n) => n.nope));
// @ts-expect-error there is no such property
void Promise.resolve('x').then(bind((value) => value.nope));
// @ts-expect-error it is resolved with a string
export const promise = new Promise<string>(bind((resolve) => resolve(1)));
// @ts-expect-error numbers are no strings
export const strings: string[] = [1].map(bind((n) => n + 1));

const emitter = new EventEmitter<{ tick: [number] }>();
emitter.on(
  'tick',
  // @ts-expect-error it is a number
  bind((n) => n.length),
);
emitter.on(
  'tick',
  // @ts-expect-error it is a number
  bind((n: string) => n.length),
);
// @ts-expect-error no listener
emitter.on('tick', bind('x'));

new pg.Pool().query<{ id: number }>(
  'select 1',
  [],
  // @ts-expect-error an id is a number
  bind((_error, result) => result.rows[0]?.id.length),
);
// @ts-expect-error there is no such property
mysql.createConnection({}).connect(bind((error) => error?.nope));
