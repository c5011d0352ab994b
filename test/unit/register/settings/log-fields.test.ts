import { describe, expect, it } from 'vitest';

import { ALL_FIELDS, readLogFields } from '../../../../src/register/settings/log-fields.js';
import { REGISTERED } from '../../../support/run-node.js';
import { serveApp } from '../../../whole/register/serve-app.js';

/** The fields of a line of pino in a request. */
async function fieldsOf(setting: string): Promise<Record<string, unknown>> {
  const app = await serveApp('plain.mjs', REGISTERED, { THROUGHLINE_FIELDS: setting });
  await (await fetch(`${app.url}/1`, { headers: { 'x-request-id': 'mine' } })).text();
  const [line] = await app.find(/^\{.*marker=1 charged.*/);
  const {
    level: _,
    time: __,
    pid: ___,
    hostname: ____,
    module: _____,
    msg: ______,
    ...fields
  } = JSON.parse(line) as Record<string, unknown>;
  return fields;
}

describe('THROUGHLINE_FIELDS', () => {
  it('chooses fields and renames them', async () => {
    expect(await fieldsOf('request_id:requestId, path')).toEqual({ requestId: 'mine', path: '/1' });
  });

  it('lets names change places', async () => {
    expect(await fieldsOf('method:path,path:method')).toEqual({ method: '/1', path: 'GET' });
  });

  it('changes nothing where it is not set', async () => {
    const ofRequests = ALL_FIELDS.split(',').filter((field) => field !== 'job');
    expect(Object.keys(await fieldsOf('')).toSorted()).toEqual(ofRequests.toSorted());
  });

  it('does so in the JSON of the console', async () => {
    const app = await serveApp('plain.mjs', REGISTERED, {
      THROUGHLINE_FIELDS: 'request_id:id',
      THROUGHLINE_CONSOLE: 'json',
    });
    await (await fetch(`${app.url}/1`, { headers: { 'x-request-id': 'mine' } })).text();
    const [line] = await app.find(/^\{.*marker=1 read.*/);
    expect(Object.keys(JSON.parse(line) as object)).toEqual(['time', 'level', 'message', 'id']);
  });

  it.each([
    'id',
    'request_id:',
    ':id',
    'request_id:a:b',
    'request_id,request_id',
    'request_id,request_id:id',
    'request_id:id,trace_id:id',
    'request_id:trace_id,trace_id',
    'request_id:level',
    'request_id:msg',
    'request_id:1st',
    'request_id:an id',
    'request_id:constructor',
    `request_id:${'x'.repeat(65)}`,
    ',',
    'request_id,,',
    ',request_id',
    'request_id:splat',
    'request_id;path',
  ])('refuses %j', (value) => {
    expect(readLogFields(value)).toBeUndefined();
  });
});
