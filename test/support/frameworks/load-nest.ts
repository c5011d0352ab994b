import { pathToFileURL } from 'node:url';

import type { AbstractHttpAdapter } from '@nestjs/core';

import { folderOf, isInstalled } from './installed.js';

/** What the folder of a version of Nest exports: in part, by the types of the version in the root. */
export interface Nest {
  readonly common: typeof import('@nestjs/common');
  readonly core: typeof import('@nestjs/core');
  readonly ExpressAdapter: typeof import('@nestjs/platform-express').ExpressAdapter;
  readonly FileInterceptor: typeof import('@nestjs/platform-express').FileInterceptor;
  /** Takes the options of Fastify. */
  readonly FastifyAdapter: new (options: object) => AbstractHttpAdapter;
  // oxlint-disable-next-line typescript/no-explicit-any -- It is not installed in the root, so it has no types here.
  readonly socketIoClient: any;
}

/** What `test/support/frameworks/<name>` exports. Never the Nest in the root in its place. */
export async function loadNest(name: string): Promise<Nest> {
  if (!isInstalled(name)) throw new Error(`test/support/frameworks/${name} could not be installed.`);
  return import(pathToFileURL(`${folderOf(name)}/nest.js`).href) as Promise<Nest>;
}
