#!/usr/bin/env node
// Runs an application with the same node, and throughline/register loaded before it.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { usage } from '../dist/esm/register/usage.js';

const register = new URL('../dist/esm/register/register.js', import.meta.url).href;
const args = process.argv.slice(2);

switch (args[0]) {
  case '--help':
    process.stdout.write(usage());
    break;
  case '--version':
    console.log(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version);
    break;
  case undefined:
    process.stderr.write(usage());
    process.exitCode = 1;
    break;
  default:
    run();
}

function run() {
  const child = spawn(process.execPath, [...process.execArgv, '--import', register, ...args], { stdio: 'inherit' });
  const signals = ['SIGTERM', 'SIGHUP', 'SIGUSR2', 'SIGINT', 'SIGQUIT'];
  const pass = (signal) => {
    // A terminal sends these two to both.
    if (isatty(0) && (signal === 'SIGINT' || signal === 'SIGQUIT')) return;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  child.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, pass);
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}
