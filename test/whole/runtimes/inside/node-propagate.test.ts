import { get } from 'node:http';
import { text } from 'node:stream/consumers';

import { expect, it } from 'vitest';

import { propagate } from '../../../../src/propagation/index.js';
import { CARRIED, carriedBy, inTrace } from './carried.js';
import { settings } from './settings.js';

const received = (url: string): Promise<Record<string, string[]>> =>
  new Promise((resolve, reject) => {
    get(url, (response) => void text(response).then((answer) => resolve(carriedBy(answer)), reject)).on(
      'error',
      reject,
    );
  });

it('a request of node:http carries the trace to an origin that is listed, and nothing to another', async () => {
  const [listed, other] = settings().origins;
  const stop = propagate({ to: listed });
  await inTrace(async () => {
    expect(await received(`${listed}/http`)).toEqual(CARRIED);
    expect(await received(`${other}/http`)).toEqual({});
  });
  expect(await received(`${listed}/outside`)).toEqual({});
  stop();
  expect(await inTrace(() => received(`${listed}/after`))).toEqual({});
});
