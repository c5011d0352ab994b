/** A line of a log, as the application's log shows it. */
export interface Line {
  /** The number of the request that it is of. */
  readonly n: number;
  readonly point: string;
  readonly logger: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: string;
  /** Whether an id stands in it more than once. */
  readonly isTwice: boolean;
  /** What the application saw there; `undefined` for a line of the access log. */
  readonly facts: Facts | undefined;
}

interface Facts {
  /** The span that must be active, if the application made one. */
  readonly span: string;
  readonly active: string;
  readonly variables: string;
  readonly sent: string;
}

/** The lines that are of a request. */
export function readLines(lines: readonly string[]): Line[] {
  return lines.flatMap((line) => readLine(line) ?? []);
}

function readLine(text: string): Line | undefined {
  const record = JSON.parse(text) as Record<string, string | undefined> & { properties?: Record<string, string> };
  const message = record['msg'] ?? record['message'] ?? '';
  const { trace_id: traceId = '', span_id: spanId = '', trace_flags: flags = '' } = record.properties ?? record;
  const common = { traceId, spanId, flags, isTwice: text.split('"trace_id"').length > 2 };
  const access = /^POST \/work\/(\d+) /.exec(message);
  if (access !== null) return { ...common, n: Number(access[1]), point: 'end', logger: 'access', facts: undefined };
  const facts = new URLSearchParams(message);
  const fact = (name: string): string => facts.get(name) ?? '';
  const [n, point, logger] = [fact('n'), fact('point'), fact('logger')];
  const seen = { span: fact('span'), active: fact('active'), variables: fact('variables'), sent: fact('sent') };
  return n === '' ? undefined : { ...common, n: Number(n), point, logger, facts: seen };
}
