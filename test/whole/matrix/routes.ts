import { setTimeout as sleep } from 'node:timers/promises';

import { ContextVar, createTask, CTX_REQUEST_ID } from '../../../src/index.js';

const USER = new ContextVar<string>('user', { default: '' });

/** The id three awaits deep, after the body was read: `id user bytes`. */
export async function echo(body: string | undefined): Promise<string> {
  if (USER.get() !== '') throw new Error(`Inherited ${USER.get()}`);
  USER.set(`user of ${CTX_REQUEST_ID.get()}`);
  await sleep(Math.random() * 4);
  await createTask(() => USER.set('another'));
  return deeper(async () => `${CTX_REQUEST_ID.get()} ${USER.get()} ${body?.length ?? 0}`);
}

const deeper = async <T>(read: () => Promise<T>): Promise<T> => {
  await Promise.resolve();
  return read();
};

/** Tasks that requests left behind. */
export const late: Promise<string>[] = [];

export function leaveBehind(): string {
  late.push(
    createTask(async () => {
      await sleep(20);
      return CTX_REQUEST_ID.get();
    }),
  );
  return 'left';
}

export function fail(): never {
  throw new Error(`failed under ${CTX_REQUEST_ID.get()}`);
}

export async function failLater(): Promise<never> {
  await sleep(1);
  return fail();
}

/** Chunks, each with the id that its source sees; without end for `/endless`. */
export async function* chunks(endless = false): AsyncGenerator<Uint8Array> {
  const count = endless ? Infinity : 3;
  for (let i = 0; i < count; i++) {
    await sleep(2);
    yield new TextEncoder().encode(`[${CTX_REQUEST_ID.get()}]`);
  }
}
