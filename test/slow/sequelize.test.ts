import { createRequire } from 'node:module';

import { describe, expect, it } from 'vitest';

import { createNamespace } from '../../src/cls-hooked/index.js';
import { folderOf } from '../support/frameworks/installed.js';
import { addressOf, isRequired } from './truth/servers.js';

/** The part of it that is used here. */
interface Database {
  transaction<T>(fn: () => Promise<T>): Promise<T>;
  query(text: string): Promise<readonly [rows: readonly { readonly id: string }[]]>;
  close(): Promise<void>;
}

interface SequelizeClass {
  new (url: string, options: object): Database;
  useCLS(namespace: object): unknown;
}

const isThere = await isRequired('PostgreSQL');

describe.skipIf(!isThere)(`Sequelize 6 with a namespace${isThere ? '' : ' (skipped: no PostgreSQL)'}`, () => {
  it('puts each query into the transaction around it, with none passed, ten at once', async () => {
    const require = createRequire(`${folderOf('cls-hooked')}/`);
    const { Sequelize } = require('sequelize') as { readonly Sequelize: SequelizeClass };
    Sequelize.useCLS(createNamespace('sequelize'));
    const database = new Sequelize(addressOf('PostgreSQL'), { logging: false, pool: { max: 4 } });
    const transactionId = async (): Promise<string | undefined> => {
      const [[row]] = await database.query('select txid_current() as id');
      return row?.id;
    };
    const idsOfOne = (): Promise<(string | undefined)[]> =>
      database.transaction(async () => [await transactionId(), await transactionId(), await transactionId()]);
    const all = await Promise.all(Array.from({ length: 10 }, idsOfOne));
    const outside = [await transactionId(), await transactionId()];
    await database.close();
    expect(all.map((ids) => new Set(ids).size)).toEqual(Array.from({ length: 10 }, () => 1));
    expect(new Set([...all.flat(), ...outside]).size).toBe(12);
  });
});
