import type { RepeatedView, SpanView } from '../../api.js';

/** What a span is, in one word: `query`, `call`, `message` or `span`. Source: OpenTelemetry's names of attributes. */
export function spanNoun({ kind, attributes }: SpanView): 'query' | 'call' | 'message' | 'span' {
  if (Object.keys(attributes).some((name) => name.startsWith('db.'))) return 'query';
  if (kind === 'producer') return 'message';
  return kind === 'client' ? 'call' : 'span';
}

/** What a span does, in full: the text of its query where it has one. */
export function spanText({ name, attributes }: SpanView): string {
  const text = attributes['db.query.text'] ?? attributes['db.statement'] ?? attributes['url.full'];
  return typeof text === 'string' && text !== '' ? text : name;
}

/** What a span is called in a row: a request to another service by where it went, as its name is only a method. */
export function spanLabel({ name, attributes }: SpanView): string {
  const url = attributes['url.full'];
  if (typeof url !== 'string' || url === '') return name;
  return `${name} ${url.replace(/^https?:\/\//, '').replace(/[?#].*$/s, '')}`;
}

/** The first of the spans that repeat. */
export function repeatedSpan(spans: readonly SpanView[], { spanId }: RepeatedView): SpanView | undefined {
  return spans.find((span) => span.spanId === spanId);
}
