import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';

import { onTestFinished } from 'vitest';

import { throughline, traceGateways } from '../../../../src/adapters/nest/index.js';
import { CTX_REQUEST_ID, type Span } from '../../../../src/index.js';

/** Nest and the application are plain JavaScript, and Nest is not installed in the root: no types of theirs here. */
// oxlint-disable-next-line typescript/no-explicit-any
type Untyped = any;

export type Platform = 'Express' | 'Fastify';

export interface Started {
  readonly app: Untyped;
  readonly url: string;
  /** The spans that have ended, in order, as often as they ended. */
  readonly ended: Span[];
  /** The ids seen, each after the place that saw it. */
  readonly notes: string[];
}

export interface Settings {
  /** Modules to import beside the traced one. */
  readonly imports?: readonly unknown[];
  readonly gateways?: 'WsAdapter' | 'IoAdapter';
  /** The port of the gateways, unless it is that of the application. */
  readonly port?: number;
  /** Called in place of listening. */
  readonly init?: (app: Untyped) => Promise<unknown>;
}

/** Starts the application of `test/support/frameworks/nest-app.js`; it is closed when the test ends. */
export async function start(nest: Untyped, platform: Platform, settings: Settings = {}): Promise<Started> {
  const ended: Span[] = [];
  const notes: string[] = [];
  const id = (): string => CTX_REQUEST_ID.get();
  const note = (where: string): void => void notes.push(`${where} ${id()}`);
  const options = { end: (span: Span) => void ended.push(span) };

  const { createRootModule }: Untyped = await import(
    pathToFileURL(`${import.meta.dirname}/../../../support/frameworks/nest-app.js`).href
  );
  const root: unknown = createRootModule(
    nest,
    [throughline(options), ...(settings.imports ?? [])],
    id,
    note,
    settings.port ?? 0,
  );
  const adapter: unknown = platform === 'Express' ? new nest.ExpressAdapter() : new nest.FastifyAdapter();
  const app: Untyped = await nest.core.NestFactory.create(root, adapter, { logger: ['warn'], abortOnError: false });
  app.use((_request: unknown, _response: unknown, next: () => void) => {
    note('global middleware');
    next();
  });
  app.useWebSocketAdapter(traceGateways(new nest[settings.gateways ?? 'WsAdapter'](app), options));
  await (settings.init ?? (() => app.listen(0, '127.0.0.1')))(app);
  onTestFinished(() => app.close());
  const address = app.getHttpServer().address() as AddressInfo | null;
  return { app, url: `http://127.0.0.1:${address?.port}`, ended, notes };
}
