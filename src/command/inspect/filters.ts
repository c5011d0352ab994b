import type { RequestFilter } from '../../inspector/api.js';
import { didYouMean } from '../did-you-mean.js';
import { Refused } from './refused.js';

/** A filter of requests, as the command and the tools of an assistant explain it. */
interface Filter {
  readonly type: 'string' | 'number';
  readonly takes: string;
  readonly meaning: string;
}

/** The filters that the API knows. */
export const FILTERS: Readonly<Record<keyof RequestFilter, Filter>> = {
  path: { type: 'string', takes: 'text', meaning: 'a part of the path, or of the name of a job' },
  status: { type: 'string', takes: 'status', meaning: '500, 5xx, or error, which is 500 or more, or an error' },
  state: { type: 'string', takes: 'state', meaning: 'running, ended or lost' },
  kind: { type: 'string', takes: 'kind', meaning: 'request, websocket, job, message or trace' },
  service: { type: 'string', takes: 'name', meaning: 'the name of a service' },
  id: { type: 'string', takes: 'text', meaning: 'a part of the request id, or of the trace id' },
  text: { type: 'string', takes: 'text', meaning: 'a part of a line that it logged' },
  attribute: { type: 'string', takes: 'name=value', meaning: 'an attribute of a span, or a variable, with its value' },
  duration: { type: 'number', takes: 'ms', meaning: 'took at least this many milliseconds' },
  before: { type: 'number', takes: 'sequence', meaning: 'started before the one with this sequence, from --json' },
  limit: { type: 'number', takes: 'number', meaning: 'at most this many, 1 to 500' },
};

/** Those of lines that stand in no request. */
export const LINE_FILTERS = {
  text: { ...FILTERS.text, meaning: 'a part of the line' },
  service: FILTERS.service,
  before: { ...FILTERS.before, meaning: 'written before the one with this sequence' },
  limit: FILTERS.limit,
} as const satisfies Partial<typeof FILTERS>;

const NAMES = Object.keys(FILTERS).map((name) => `--${name}`);

/** The query of the API that `--status 5xx`, or `--status=5xx`, asks for. Throws `Refused` where there is no such filter. */
export function queryOf(args: readonly string[]): URLSearchParams {
  const query = new URLSearchParams();
  for (let at = 0; at < args.length; at++) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(args[at] as string) ?? [];
    if (name === undefined) throw new Refused('give filters such as --path /orders --status 5xx');
    if (!Object.hasOwn(FILTERS, name))
      throw new Refused(`there is no filter --${name}.${didYouMean(`--${name}`, NAMES)} There are ${NAMES.join(', ')}`);
    const given = value ?? args[++at];
    if (given === undefined) throw new Refused(`--${name} takes ${FILTERS[name as keyof RequestFilter].meaning}`);
    query.set(name, given);
  }
  return query;
}
