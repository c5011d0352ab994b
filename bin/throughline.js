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
  const hasParent = process.send !== undefined;
  const child = spawn(process.execPath, [...process.execArgv, '--import', register, ...args], {
    stdio: hasParent ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  });
  if (hasParent) passMessages(child);
  const stopPassing = passSignals(child);
  child.on('exit', (code, signal) => {
    stopPassing();
    if (hasParent && process.connected) process.disconnect();
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}

/** For whoever started this by `fork`. */
function passMessages(child) {
  process.on('message', (message, handle) => child.connected && child.send(message, handle));
  child.on('message', (message, handle) => process.connected && process.send(message, handle));
  process.on('disconnect', () => child.connected && child.disconnect());
  child.on('disconnect', () => process.connected && process.disconnect());
}

function passSignals(child) {
  // A terminal sends these two to both.
  const byTerminal = [0, 1, 2].some((file) => isatty(file)) ? ['SIGINT', 'SIGQUIT'] : [];
  const pass = (signal) => byTerminal.includes(signal) || child.kill(signal);
  const signals = ['SIGTERM', 'SIGHUP', 'SIGUSR2', 'SIGINT', 'SIGQUIT'];
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}
