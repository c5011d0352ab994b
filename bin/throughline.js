#!/usr/bin/env node
// Runs an application with throughline/register loaded before it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { command } from '../dist/esm/command/command.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const file = (name) => fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url));

command(process.argv.slice(2), {
  register: file('cjs/register/register'),
  doctor: file('cjs/doctor/doctor'),
  version,
});
