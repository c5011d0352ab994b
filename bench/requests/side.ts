import { setImmediate } from 'node:timers/promises';

import { CTX_REQUEST_ID } from 'throughline';

/** One way to give requests an id: what it does to an application, and how it reads the id wherever the request gets to. */
export interface Side<App> {
  /** Puts it in place; for a bare server, nothing. What a listener or a list of modules becomes is returned. */
  readonly install: (app: App) => unknown;
  /** Absent where there is no context to read from. */
  readonly readId?: () => string | undefined;
}

export type Sides<App> = Readonly<Record<string, () => Side<App> | Promise<Side<App>>>>;

export const readOurId = (): string => CTX_REQUEST_ID.get();

/** A side that stands in bench/peers/<framework>/<name>.js. */
export async function peer<App>(framework: string, name: string): Promise<Side<App>> {
  const url = new URL(`../../../bench/peers/${framework}/${name}.js`, import.meta.url);
  return (await import(url.href)) as Side<App>;
}

/** The work of each request: reads the id three awaits deep. Throws where there should be one and is not. */
export async function work({ readId }: { readonly readId?: (() => string | undefined) | undefined }): Promise<string> {
  await Promise.resolve();
  return readDeep(readId);
}

async function readDeep(readId: (() => string | undefined) | undefined): Promise<string> {
  await setImmediate();
  if (readId === undefined) return BODY;
  const id = readId();
  if (typeof id !== 'string' || id.length < 16) throw new Error(`The id is ${id}.`);
  return BODY;
}

/** What each server answers with. */
const BODY = '{"hello":"world"}';
export const TYPE = 'application/json';
