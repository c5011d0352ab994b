export interface LogLine {
  readonly raw: string;
  /** The request id that it shows. */
  readonly id: string | undefined;
  /** What the application wrote, with the further lines of an error, of an object, or of what a client sent. */
  readonly text: string;
  /** The names of its fields, if it is JSON. */
  readonly fields: readonly string[];
  /** The number of the order that it is about. */
  readonly order: string | undefined;
}

const ORDER = /\b[A-Z]{2}\d{6}\b/;
const PREFIX = /^\[(?!Nest\])([^\]]*)\] ?/;
/** What ends a line for a terminal or for a collector of logs. */
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** How the further lines begin: of a stack, an object, a table, and of the notes that the clients of these tests send. */
const FURTHER = /^(?:\s|\}|$|[┌│├└]|\w*Error: |\[client\.QX000000\] FORGED|\{"request_id")/;

/** The lines of an output: JSON, one object in each, or text with the id in brackets before it. */
export function logLines(output: string): LogLine[] {
  const numbered = new Map<unknown, string>();
  const lines: LogLine[] = [];
  for (const raw of output.split('\n').flatMap(rawLines)) {
    const line = raw.startsWith('{"') ? jsonLine(raw, numbered) : textLine(raw);
    const before = lines.at(-1);
    if (before !== undefined && isFurther(line, before)) lines[lines.length - 1] = joined(before, line);
    else lines.push(line);
  }
  return lines;
}

function rawLines(line: string): string[] {
  if (line === '') return [];
  return line.startsWith('{"') ? [line] : line.split(LINE_BREAK);
}

/** `numbered` has the orders of the requests that Fastify gave a number, which it writes on lines without a URL. */
function jsonLine(raw: string, numbered: Map<unknown, string>): LogLine {
  const { request_id: id, ...rest } = JSON.parse(raw) as Record<string, unknown>;
  const { agent: _agent, note: _note, path: _path, ...own } = rest; // without what clients write, and the path of the context
  const { msg, message, reqId } = own;
  const order = orderIn(JSON.stringify(own)) ?? numbered.get(reqId);
  if (order !== undefined && reqId !== undefined) numbered.set(reqId, order);
  return { raw, id: id as string | undefined, text: String(msg ?? message), fields: Object.keys(rest), order };
}

function textLine(raw: string): LogLine {
  const shown = PREFIX.exec(raw)?.[1];
  const id = shown === '-' ? undefined : shown;
  const text = raw.replace(PREFIX, '');
  return { raw, id, text, fields: [], order: orderIn(text) };
}

/** Whether it goes on with what was written before it; under another id it stands for itself. */
function isFurther(line: LogLine, before: LogLine): boolean {
  const isPart = line.fields.length === 0 || line.order === undefined;
  return isPart && line.id === before.id && FURTHER.test(line.text);
}

function joined(first: LogLine, further: LogLine): LogLine {
  const text = `${first.text}\n${further.text}`;
  return { ...first, raw: `${first.raw}\n${further.raw}`, text, order: orderIn(text) };
}

/** The first: what comes after it may be what a client wrote. */
function orderIn(text: string): string | undefined {
  return ORDER.exec(text)?.[0];
}
