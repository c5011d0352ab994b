import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';

const child = fork(new URL('plain.mjs', import.meta.url), { cwd: tmpdir() });
process.on('SIGTERM', () => child.kill());
