import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { chooseInspector } from '../../../src/command/inspect/choose-inspector.js';
import { takePort } from '../../../src/command/inspect/port-option.js';
import { projectFolder } from '../../../src/inspector/running/project-folder.js';
import { announce } from '../../../src/inspector/running/running-inspector.js';

const running = (port: number, application: string): Parameters<typeof announce>[1] => ({
  address: `http://127.0.0.1:${port}`,
  token: 'abcdefghijklmnopqrstuvwxyz',
  application,
});

it('asks the inspector that was started last, says so where several run, and asks another one by its port', () => {
  const base = mkdtempSync(join(tmpdir(), 'running-'));
  vi.stubEnv('XDG_RUNTIME_DIR', base);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(base, { recursive: true });
  });
  expect(() => chooseInspector()).toThrow('no inspector runs for this project. Start one: throughline dev app.js');
  const project = projectFolder(process.cwd());
  announce(project, running(4319, 'app.js'));
  expect(chooseInspector()).toEqual({ ...running(4319, 'app.js'), note: undefined });
  announce(project, running(4320, '\u001b[31mworker.js'));
  expect(chooseInspector()).toMatchObject({
    address: 'http://127.0.0.1:4320',
    note: 'this is http://127.0.0.1:4320, which runs \ufffd[31mworker.js. To ask another one: --port 4319 (app.js)',
  });
  expect(chooseInspector('4319')).toEqual({ ...running(4319, 'app.js'), note: undefined });
  expect(() => chooseInspector('4321')).toThrow(
    'no inspector of this project has the port 4321. There is --port 4320 (\ufffd[31mworker.js), --port 4319 (app.js)',
  );
});

it.each([
  [[], undefined, []],
  [['1f'], undefined, ['1f']],
  [['--port', '4320', '1f'], '4320', ['1f']],
  [['--path', '/a', '--port=4320'], '4320', ['--path', '/a']],
])('takes the port from %j', (args, port, rest) => expect(takePort(args)).toEqual({ port, rest }));

it.each([[['--port']], [['--port', 'x']], [['--port=']], [['--port=1=2']], [['--port=123456']]])(
  'takes no port from %j',
  (args) => expect(() => takePort(args)).toThrow('--port takes a port'),
);
