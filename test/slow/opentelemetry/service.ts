import { fork } from 'node:child_process';
import { once } from 'node:events';

import { onTestFinished } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';

export interface Service {
  readonly url: string;
  /** Has all spans that have ended exported. */
  readonly flush: () => Promise<void>;
}

/** What a service of the tests is made of; `test/support/frameworks/opentelemetry/service.js` says what each setting does. */
export interface ServiceSettings {
  readonly NAME: string;
  readonly PROTOCOL: string;
  readonly RECEIVER: string;
  readonly FRAMEWORK: string;
  readonly NEXT?: string;
  readonly TRUST?: string;
  readonly OTEL_TRACES_SAMPLER?: string;
}

/** Starts `test/support/frameworks/opentelemetry/service.js` as a process of its own, which ends when the test does. */
export async function startService(settings: ServiceSettings): Promise<Service> {
  const child = fork(`${folderOf('opentelemetry')}/service.js`, {
    env: { ...process.env, TRUST: 'accept', ...settings },
    execArgv: [],
  });
  onTestFinished(() => void child.kill());
  const [port] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The service ended with ${code}.`))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    async flush() {
      child.send('flush');
      await once(child, 'message');
    },
  };
}
