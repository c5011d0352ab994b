import { types } from 'node:util';

import { attempt } from '../../../core/attempt.js';

/** What is shown of an error. */
export interface ErrorParts {
  readonly name: string;
  readonly message: string;
  /** `''` where there is none. Ask for it when the error is sent: it may have to be made. */
  readonly stack: () => string;
}

const MAX_LENGTH = 2 ** 14;
const MAX_PROTOTYPES = 8;

type Property = { readonly value?: unknown; readonly get?: unknown } | undefined;

/** In V8 of Node 22 and later, `stack` is a getter, the same for all errors. */
const stackOfV8: Property = Object.getOwnPropertyDescriptor(new Error('x'), 'stack');

/** What Node itself makes stacks with, where nobody has replaced that yet. Node 20 and later have a function of their own there. */
const ofNode = ((maker) => (maker?.name === 'ErrorPrepareStackTrace' ? maker : undefined))(stackMaker());

/**
 * What an error is now, whatever was thrown. It runs no code of the application, no getter and no proxy, with one exception: where the
 * application has an `Error.prepareStackTrace`, a stack that nobody has read is made by that, as it is where the error is printed. It is
 * made when it is sent: the application has printed it by then as a rule.
 */
export function partsOf(error: unknown): ErrorParts {
  if (typeof error === 'function') return { name: '', message: '[function]', stack: () => '' };
  if (typeof error !== 'object' || error === null) return { name: '', message: String(error), stack: () => '' };
  const stack = (): string => attempt(() => stackOf(error)) ?? '';
  const maker = stackMaker();
  const now = maker === undefined || maker === ofNode ? stack() : undefined;
  return { name: textIn(error, 'name'), message: textIn(error, 'message'), stack: () => now ?? stack() };
}

/** The same without a stack: to make one takes a while. */
export function headOf(error: unknown): Pick<ErrorParts, 'name' | 'message'> {
  if (typeof error !== 'object' || error === null) return partsOf(error);
  return { name: textIn(error, 'name'), message: textIn(error, 'message') };
}

function stackMaker(): Function | undefined {
  const maker: unknown = attempt(() => Reflect.get(Error, 'prepareStackTrace'));
  return typeof maker === 'function' ? maker : undefined;
}

function stackOf(error: object): string {
  if (types.isProxy(error)) return '';
  const own: Property = Object.getOwnPropertyDescriptor(error, 'stack');
  const isOfV8 = own?.get !== undefined && own.get === stackOfV8?.get && types.isNativeError(error);
  const value: unknown = isOfV8 ? error.stack : own?.value;
  return typeof value === 'string' ? value.slice(0, MAX_LENGTH) : '';
}

/** A text that an object, or one that it is made from, has. */
function textIn(error: object, name: string): string {
  let holder: object | null = error;
  for (let count = 0; holder !== null && count < MAX_PROTOTYPES && !types.isProxy(holder); count++) {
    const own = Object.getOwnPropertyDescriptor(holder, name);
    if (own !== undefined) return typeof own.value === 'string' ? own.value.slice(0, MAX_LENGTH) : '';
    holder = Reflect.getPrototypeOf(holder);
  }
  return '';
}
