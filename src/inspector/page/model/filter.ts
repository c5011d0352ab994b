import type { RequestSummary } from '../../api.js';

/** What the bar filters by, each as the text of its field. */
export type Filter = Readonly<Record<FilterName, string>>;

export type FilterName = 'path' | 'status' | 'duration' | 'id' | 'attribute' | 'text' | 'state' | 'kind' | 'service';

const FILTER_NAMES: readonly FilterName[] = [
  'path',
  'status',
  'duration',
  'text',
  'attribute',
  'id',
  'state',
  'kind',
  'service',
];

export const NO_FILTER = Object.fromEntries(FILTER_NAMES.map((name) => [name, ''])) as Filter;

/** The filter in the query of an address; what it does not know is ignored. */
export function readFilter(query: string): Filter {
  const given = new URLSearchParams(query);
  return Object.fromEntries(FILTER_NAMES.map((name) => [name, given.get(name)?.slice(0, 1000) ?? ''])) as Filter;
}

/** The query of an address, with `?`; empty where nothing is filtered. */
export function writeFilter(filter: Filter): string {
  const given = FILTER_NAMES.filter((name) => filter[name].trim() !== '').map(
    (name) => [name, filter[name]] as [string, string],
  );
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

/** The names of the fields that are filled in so far that they mean something. */
export function usedFilters(filter: Filter): readonly FilterName[] {
  return FILTER_NAMES.filter((name) => isMeant(name, filter[name].trim()));
}

/** Whether the attribute is written so that nothing can be filtered by it. */
export function isAttributeBad({ attribute }: Filter): boolean {
  return attribute.trim() !== '' && !isMeant('attribute', attribute.trim());
}

/** Nobody wants an error for what is half typed. */
function isMeant(name: FilterName, value: string): boolean {
  if (name === 'attribute') return value.indexOf('=') > 0;
  return name === 'duration' ? Number(value) > 0 : value !== '';
}

/** Whether only the collector knows what matches: lines, attributes and variables are not in the list. */
export function needsCollector(filter: Filter): boolean {
  return usedFilters(filter).some((name) => name === 'text' || name === 'attribute');
}

/** Whether a request in the list matches, by all that the list says of it. The collector has the same rules. */
export function matchesFilter(filter: Filter, request: RequestSummary): boolean {
  return (
    hasPart(`${request.path}\n${request.name}`, filter.path) &&
    hasPart(`${request.id}\n${request.traceId}`, filter.id) &&
    matchesStatus(request, filter.status.trim()) &&
    (filter.state === '' || request.state === filter.state) &&
    (filter.kind === '' || request.kind === filter.kind) &&
    (filter.service === '' || request.service === filter.service) &&
    (!(Number(filter.duration) > 0) || (request.duration ?? -1) >= Number(filter.duration))
  );
}

function hasPart(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.trim().toLowerCase());
}

function matchesStatus({ status, error }: RequestSummary, wanted: string): boolean {
  if (wanted === '') return true;
  if (wanted === 'error') return error !== undefined || (status ?? 0) >= 500;
  if (/^[1-5]xx$/.test(wanted)) return Math.floor((status ?? 0) / 100) === Number(wanted[0]);
  return String(status) === wanted;
}
