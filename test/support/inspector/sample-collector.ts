import type {
  FindingView,
  InspectorStatus,
  LineList,
  OutsideLine,
  RequestDetail,
  RequestList,
  RequestSummary,
} from '../../../src/inspector/api.js';
import { matchesFilter, readFilter } from '../../../src/inspector/page/model/filter.js';
import { summaryOf } from './sample-request.js';

/** Requests in memory that answer what the API asks, in place of a collector. */
export class SampleCollector {
  readonly #requests = new Map<string, RequestDetail>();
  #started = 0;
  /** Which requests were sent again. */
  readonly replayed: string[] = [];

  put(detail: RequestDetail): void {
    if (!this.#requests.has(detail.key)) this.#started++;
    this.#requests.set(detail.key, detail);
  }

  find(key: string): RequestDetail | undefined {
    return this.#requests.get(key);
  }

  list(query: URLSearchParams): RequestList {
    const filter = readFilter(String(query));
    const before = Number(query.get('before') ?? Infinity);
    const limit = Math.min(500, Number(query.get('limit') ?? 100));
    const matching = [...this.#requests.values()]
      .filter((detail) => detail.sequence < before && matchesFilter(filter, detail))
      .filter((detail) => hasText(detail, filter.text) && hasAttribute(detail, filter.attribute))
      .toSorted((one, other) => other.sequence - one.sequence);
    const requests: RequestSummary[] = matching.slice(0, limit).map(summaryOf);
    return { requests, next: matching.length > limit ? requests.at(-1)?.sequence : undefined };
  }

  /** Lines that stand in no request, the oldest first. */
  readonly outside: OutsideLine[] = [];

  lines(query: URLSearchParams): LineList {
    const before = Number(query.get('before') ?? Infinity);
    const limit = Number(query.get('limit') ?? 100);
    const found = this.outside.filter(({ sequence }) => sequence < before).toReversed();
    const lines = found.slice(0, limit);
    return { lines, next: found.length > limit ? lines.at(-1)?.sequence : undefined, dropped: 0 };
  }

  /** As the collector has them: each once. */
  get findings(): readonly FindingView[] {
    return [...this.#requests.values()].flatMap(({ findings }) => findings);
  }

  get status(): InspectorStatus {
    const all = [...this.#requests.values()];
    const services = [{ name: 'shop', pid: 1, isConnected: true }];
    const limits = { bytes: 1_000_000, bytesAtMost: 64_000_000, dropped: 0 };
    return {
      version: '0.0.0',
      services,
      started: this.#started,
      held: all.length,
      findings: this.findings.length,
      ...limits,
    };
  }
}

function hasText({ lines }: RequestDetail, text: string): boolean {
  const part = text.trim().toLowerCase();
  return part === '' || lines.some((line) => line.text.toLowerCase().includes(part));
}

function hasAttribute({ spans, variables }: RequestDetail, attribute: string): boolean {
  const [name = '', value = ''] = attribute.trim().split('=');
  if (name === '' || spans.some(({ attributes }) => String(attributes[name]) === value)) return true;
  return variables.some((event) => event.variable === name && event.value === JSON.stringify(value));
}
