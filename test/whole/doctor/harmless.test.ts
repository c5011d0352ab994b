// The doctor changes nothing that the application sees, whatever it calls: the same calls give the same with it and without it.
import { expect, it } from 'vitest';

import { findNodes } from '../../support/nodes.js';
import { runCommand } from '../../support/run-node.js';
import { folderWith, startWithDoctor } from './run-with-doctor.js';

it.each(findNodes())('odd calls give the same on $name', async ({ path: node }) => {
  const folder = folderWith();
  const [without, withDoctor] = [
    await runCommand(node, ['odd-calls.js'], { NO_COLOR: '1' }, folder).ended,
    await startWithDoctor(folder, ['odd-calls.js'], '', node).ended,
  ];
  const expected = without.stdout.split('\n');
  expect(expected.length).toBeGreaterThan(4000);
  expect(withDoctor.stdout.split('\n')).toEqual(expected);
  expect([withDoctor.code, withDoctor.stderr]).toEqual([
    0,
    expect.stringMatching(/^throughline doctor: nothing found/),
  ]);
});
