import { attempt, succeeds } from '../../core/attempt.js';
import { resolveOptions, type TracingOptions } from '../../request/tracing-options.js';
import { originRule } from '../../propagation/origin-rule.js';
import { ALL_FIELDS, readLogFields } from './log-fields.js';
import { isPathPattern } from './path-patterns.js';
import { choice, listOf, type Setting } from './setting.js';

/** All that can be set, in the order that the help and the docs have it. */
export const SETTINGS = {
  THROUGHLINE_TRUST: choice(
    ['accept', 'link', 'ignore'],
    'what to accept of the id, the trace and the baggage that a request brings: all, only a link, or nothing',
  ),
  THROUGHLINE_REQUEST_HEADER: {
    meaning: 'the request header that may bring an id',
    values: 'the name of a header that has no other meaning, or off',
    default: 'x-request-id',
    read: headerName,
  },
  THROUGHLINE_RESPONSE_HEADER: {
    meaning: 'the response header that carries the id',
    values: 'the name of a header that has no other meaning, or off',
    default: 'x-request-id',
    read: headerName,
  },
  THROUGHLINE_SKIP: {
    meaning: 'paths of requests that are not traced',
    values: 'paths such as /health or /static/*, separated by commas',
    default: '',
    read: (value) => listOf(value, isPathPattern),
  },
  THROUGHLINE_CONSOLE: choice(
    ['text', 'json', 'off'],
    'how to add the id to lines of the console, and to text that loggers write to the outputs; text: each line begins with [id]; json: each line is a JSON object with the id; off: unchanged',
  ),
  THROUGHLINE_FIELDS: {
    meaning: 'the fields of the request in log lines, and their names there',
    values: 'fields such as request_id, or request_id:requestId for another name, separated by commas',
    default: ALL_FIELDS,
    read: readLogFields,
  },
  THROUGHLINE_ACCESS_LOG: choice(['off', 'on'], 'on: logs each request and each job on the console when it ends'),
  THROUGHLINE_PROPAGATE: {
    meaning: 'servers that get the id and the trace with your requests; no other server gets them',
    values: 'origins such as https://api.example.com or https://*.example.com, separated by commas',
    default: '',
    read: (value) => listOf(value, isOrigin),
  },
  THROUGHLINE_OTLP: {
    meaning:
      'the collector that gets spans of requests, of calls to other servers, and of startSpan and withSpan, by OTLP over HTTP',
    values: 'a URL such as http://127.0.0.1:4318',
    default: '',
    read: collectorUrl,
  },
  THROUGHLINE_INSPECTOR: {
    meaning: 'the inspector that gets each request; throughline dev sets it',
    values: 'its address, then # and its token',
    default: '',
    read: inspectorUrl,
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

function headerName(value: string): string | false | undefined {
  if (value === 'off') return false;
  return accepts({ requestHeader: value }) ? value : undefined;
}

/** `''` for none. */
function collectorUrl(value: string): string | undefined {
  const url = value === '' ? undefined : attempt(() => new URL(value));
  const isCollector = url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
  return value === '' || isCollector ? value : undefined;
}

/** `''` for none. */
function inspectorUrl(value: string): string | undefined {
  const url = value === '' ? undefined : attempt(() => new URL(value));
  return value === '' || (url?.protocol === 'http:' && url.hash.length > 1) ? value : undefined;
}

function accepts(options: TracingOptions): boolean {
  return succeeds(() => resolveOptions(options));
}

function isOrigin(value: string): boolean {
  return succeeds(() => originRule(value));
}
