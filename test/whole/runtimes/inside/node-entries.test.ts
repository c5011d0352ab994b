import { expect, it } from 'vitest';

it('testing loads, where there is node:stream', async () => {
  expect(await import('throughline/testing')).toHaveProperty('LogCapture');
});
