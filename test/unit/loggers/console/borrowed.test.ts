import { expect, it } from 'vitest';

import { installConsole } from '../../../../src/loggers/console/index.js';
import { inRequest } from '../in-request.js';
import { consoleIn } from './console-in.js';

/** As the transport `Console` of winston does. */
const writeAsWinston = (console: object, text: string): void => {
  const { _stdout: stream } = console as { _stdout: { write(text: string): void } };
  stream.write(text);
};

it.each(['text', 'json'] as const)('leaves the lines alone of who borrows the streams, as %s', async (format) => {
  const { console, out } = consoleIn(format);
  await inRequest(() => writeAsWinston(console, '{"message":"by winston"}\n'));
  expect(out.lines).toEqual(['{"message":"by winston"}']);
});

it('writes the id of methods that were taken off before it was installed', async () => {
  const { console, out, undo } = consoleIn('text');
  undo();
  const { log } = console;
  installConsole({ console });
  await inRequest(() => log('hello'));
  expect(out.lines).toEqual([expect.stringMatching(/^\[\S+\] hello$/)]);
});
