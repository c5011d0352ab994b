/** Readable on a light page and on a dark one. */
const STYLE = `
  :root { --ink: #1f2328; --faint: #d1d9e0; --c0: #0969da; --c1: #bc4c00; --c2: #1a7f37; --c3: #8250df; --c4: #bf3989; --c5: #7d4e00; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e6edf3; --faint: #3d444d; --c0: #58a6ff; --c1: #f0883e; --c2: #56d364; --c3: #bc8cff; --c4: #f778ba; --c5: #d4a72c; }
  }
  text { font: 12px system-ui, sans-serif; fill: var(--ink) }
  .faint { opacity: 0.65 }
  .small { font-size: 10px }
  .title { font-weight: 600 }
  .end { text-anchor: end }
  .middle { text-anchor: middle }`;

/** How many colours there are; more curves than that begin again. */
const COLOURS = 6;

export const INK = 'var(--ink)';
export const FAINT = 'var(--faint)';
export const colour = (i: number): string => `var(--c${i % COLOURS})`;

/** An image with a title. */
export function svg(title: string, width: number, height: number, body: readonly string[]): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const lines = [`<title>${escape(title)}</title>`, `<style>${STYLE}\n</style>`, text(8, 18, title, 'title'), ...body];
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">\n${lines.join('\n')}\n</svg>\n`;
}

export function text(x: number, y: number, content: string, kind = ''): string {
  return `<text x="${at(x)}" y="${at(y)}"${kind === '' ? '' : ` class="${kind}"`}>${escape(content)}</text>`;
}

export function line(from: readonly [number, number], to: readonly [number, number], stroke: string): string {
  return `<path d="M${from.map(at).join(' ')}L${to.map(at).join(' ')}" stroke="${stroke}" />`;
}

export function rect(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" fill="${fill}" />`;
}

export function polyline(points: readonly (readonly [number, number])[], stroke: string, dashes: string): string {
  const path = points.map((point) => point.map(at).join(' ')).join('L');
  return `<path d="M${path}" fill="none" stroke="${stroke}" stroke-width="2" stroke-dasharray="${dashes}" />`;
}

/** Names with their colours, one below the other. */
export function legend(x: number, y: number, names: readonly string[], stroke: (i: number) => string): string[] {
  return names.flatMap((name, i) => [rect(x, y + i * 17, 12, 9, stroke(i)), text(x + 18, y + i * 17 + 9, name)]);
}

function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
