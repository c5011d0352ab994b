#!/usr/bin/env node
// Runs an application with throughline/register loaded before it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { command } from '../dist/esm/command/command.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const register = fileURLToPath(new URL('../dist/cjs/register/register.js', import.meta.url));

command(process.argv.slice(2), register, version);
