#!/usr/bin/env node
// Runs an application with throughline/register loaded before it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { command } from '../dist/esm/command/command.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const path = (name) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

command(process.argv.slice(2), {
  register: path('cjs/register/register.js'),
  doctor: path('cjs/doctor/doctor.js'),
  agent: path('cjs/inspector/agent/agent.js'),
  page: path('inspector/page'),
  version,
});
