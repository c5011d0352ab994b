/**
 * The text of what a console is given, where the runtime has nothing that formats as Node does. It knows the same
 * placeholders; objects are JSON, errors their stack. Never throws, as no console of a runtime does. Source: WHATWG Console
 * Standard, 2.2.1.
 */
export function plainFormat(args: readonly unknown[]): string {
  const [first, ...rest] = args;
  if (typeof first !== 'string' || rest.length === 0) return args.map((value) => show(value)).join(' ');
  let used = 0;
  const text = first.replaceAll(/%[sdifjoOc%]/g, (placeholder) => {
    if (placeholder === '%%') return '%';
    return used < rest.length ? textOrNote(() => fill(placeholder, rest[used++])) : placeholder;
  });
  return [text, ...rest.slice(used).map((value) => show(value))].join(' ');
}

function fill(placeholder: string, value: unknown): string {
  switch (placeholder) {
    case '%d':
      return typeof value === 'bigint' ? `${value}n` : String(typeof value === 'object' ? Number.NaN : Number(value));
    case '%i':
      return typeof value === 'bigint' ? `${value}n` : String(Number.parseInt(String(value), 10));
    case '%f':
      return String(Number.parseFloat(String(value)));
    case '%c':
      return '';
    default:
      return show(value);
  }
}

function show(value: unknown): string {
  return textOrNote(() => textOf(value));
}

function textOrNote(format: () => string): string {
  try {
    return format();
  } catch {
    return '[A value that cannot be shown]';
  }
}

function textOf(value: unknown): string {
  if (value instanceof Error) return value.stack ?? String(value);
  if (typeof value === 'object' && value !== null) return JSON.stringify(value, nested());
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

/** For `JSON.stringify`: makes something of what it would refuse or leave out. */
function nested(): (this: unknown, key: string, value: unknown) => unknown {
  const ancestors: { readonly value: unknown; readonly shown: unknown }[] = [];
  return function (_key, value) {
    if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return show(value);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Error) return show(value);
    while (ancestors.length > 0 && ancestors.at(-1)?.shown !== this) ancestors.pop();
    if (ancestors.some((ancestor) => ancestor.value === value)) return '[Circular]';
    const shown = value instanceof Map || value instanceof Set ? [...value] : value;
    ancestors.push({ value, shown });
    return shown;
  };
}
