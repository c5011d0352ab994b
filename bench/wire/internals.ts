// Parsers and writers of single headers are internal: they are compiled beside the bench, and come without their types.

/** Of `src/w3c/traceparent.ts`. */
interface Traceparent {
  readonly traceId: string;
  readonly parentId: string;
  readonly flags: number;
}
type Baggage = ReadonlyMap<string, object>;

const load = async <M>(module: string): Promise<M> =>
  (await import(new URL(`../src/w3c/${module}.js`, import.meta.url).href)) as M;

export const { parseTraceparent, formatTraceparent } = await load<{
  parseTraceparent(header: string | undefined): Traceparent | undefined;
  formatTraceparent(traceparent: Traceparent): string;
}>('traceparent');

export const { parseTracestate } = await load<{ parseTracestate(header: string | undefined): string }>('tracestate');

export const { parseBaggage, formatBaggage } = await load<{
  parseBaggage(header: string | undefined): Baggage;
  formatBaggage(baggage: Baggage): string;
}>('baggage');
