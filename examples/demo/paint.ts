import { stdout } from 'node:process';

/** Whether there is a terminal on which lines can be rewritten. */
export const isTerminal = stdout.isTTY && process.env['TERM'] !== 'dumb';

const hasColours = isTerminal && stdout.hasColors();

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;

export function paint(style: keyof typeof CODES, text: string): string {
  return hasColours ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text;
}

const ID_STYLES = ['green', 'yellow', 'blue', 'magenta', 'cyan'] as const;

/** The same id in the same colour, wherever it shows up. */
export function paintId(id: string, text: string = id): string {
  const sum = Array.from(id).reduce((total, char) => (total * 31 + char.charCodeAt(0)) % 9973, 0);
  return paint(ID_STYLES[sum % ID_STYLES.length] ?? 'cyan', text);
}

export function paintLine(line: string): string {
  return line.replace(/^\[(.*?)\]/, (_, id: string) => `[${paintId(id)}]`);
}
