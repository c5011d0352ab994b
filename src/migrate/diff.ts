/** How many unchanged lines stand around a change. */
const CONTEXT = 3;

/** How two texts with the same number of lines differ, as `git apply` takes it; '' if they do not. */
export function diff(file: string, before: string, after: string): string {
  const [old, changed] = [linesOf(before), linesOf(after)];
  const places = old.flatMap((line, index) => (line === changed[index] ? [] : [index]));
  if (places.length === 0) return '';
  const hunks = hunksOf(places, old.length).map(([from, to]) => {
    const range = `${from + 1},${to - from}`;
    const lines = old.slice(from, to).flatMap((line, index) => linesAt(line, changed[from + index] as string));
    return `@@ -${range} +${range} @@\n${inOrder(lines).join('')}`;
  });
  return `--- ${quoted(`a/${file}`)}\n+++ ${quoted(`b/${file}`)}\n${hunks.join('')}`;
}

/** Git quotes a name that has a quote, a backslash, a tab or a line end. */
function quoted(name: string): string {
  return /["\\\t\n]/.test(name) ? JSON.stringify(name) : name;
}

/** The lines, each with its end. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function hunksOf(places: readonly number[], length: number): [from: number, to: number][] {
  const hunks: [from: number, to: number][] = [];
  for (const place of places) {
    const from = Math.max(place - CONTEXT, 0);
    const to = Math.min(place + CONTEXT + 1, length);
    const last = hunks.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function linesAt(before: string, after: string): string[] {
  if (before === after) return [` ${ended(before)}`];
  return [`-${ended(before)}`, `+${ended(after)}`];
}

function ended(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`;
}

/** Puts the removed lines of a block before the added ones. */
function inOrder(lines: readonly string[]): string[] {
  const ordered: string[] = [];
  const coming: string[] = [];
  for (const line of lines) {
    if (line.startsWith(' ')) ordered.push(...coming.splice(0));
    (line.startsWith('+') ? coming : ordered).push(line);
  }
  return [...ordered, ...coming];
}
