import { describe, expect, it } from 'vitest';

import { until } from '../../support/until.js';
import { CELLS } from './cells.js';
import { run } from './running.js';

describe.each(CELLS)('errors: $name', (cell) => {
  const { errorsUnseen } = cell;
  const notHere = errorsUnseen ? ` (not here: ${errorsUnseen})` : '';

  it.skipIf(errorsUnseen).each(['/throw', '/reject'])(`the span ends with the error of %s${notHere}`, async (path) => {
    const { request, ended } = await run(cell);
    await request(path, 'abc');
    await until(() => ended.length === 1);
    expect(ended[0]?.error).toMatchObject({ message: 'failed under abc' });
  });

  it('60 requests at once, of which each third fails, are not mixed', async () => {
    const { request, ids } = await run(cell);
    const paths = ['/throw', '/reject', '/empty'];
    const expected = Array.from({ length: 60 }, (_, i) => `id-${i}`);
    const answers = await Promise.all(
      expected.map(async (id, i) => {
        const response = await request(paths[i % 3] ?? '', id);
        expect(response.status).toBe(i % 3 === 2 ? 204 : 500);
        expect(await response.text()).toMatch(new RegExp(`^(handled under ${id}|Internal Server Error\n|)$`));
        return response.headers.get('x-request-id');
      }),
    );
    expect(answers).toEqual(expected);
    await until(() => ids.length === 60);
    expect(ids.toSorted()).toEqual(expected.toSorted());
  });
});
