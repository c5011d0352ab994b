import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Node looks at these as what they are called, whatever their first line says. */
const OF_NODE = /\.(?:[cm]?[jt]s|json|node|wasm)$/;

/** The path of node in a first line, or its name behind `env`. */
const NAMES_NODE = /^#!(?:.*[/\s])?node(?:js)?[\d.]*(?:\s|$)/;

/** Whether a file is a program for something else than Node, by how it begins: machine code, or the name of another interpreter. */
export function isForeign(file: string): boolean {
  if (OF_NODE.test(file)) return false;
  const start = startOf(file);
  return start.includes('\0') || (start.startsWith('#!') && !NAMES_NODE.test(start));
}

/** Of a regular file: what is read from a pipe is gone. */
function startOf(file: string): string {
  try {
    return statSync(file).isFile() ? firstBytes(file) : '';
  } catch {
    return ''; // Node says what is wrong with it
  }
}

function firstBytes(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(256);
    return bytes.toString('latin1', 0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
