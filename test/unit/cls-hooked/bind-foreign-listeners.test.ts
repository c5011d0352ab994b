import { describe, expect, it } from 'vitest';

import { createNamespace } from '../../../src/cls-hooked/index.js';
import { OwnEmitter } from './own-emitter.js';

const ns = createNamespace('foreign emitters');

function boundEmitter(): OwnEmitter {
  const emitter = new OwnEmitter();
  ns.bindEmitter(emitter);
  return emitter;
}

describe("bindEmitter of an emitter that is not Node's", () => {
  it('a listener of two contexts: each call sees its own, and it is removed twice', () => {
    const emitter = boundEmitter();
    const seen: unknown[] = [];
    const listener = (): void => void seen.push(ns.get('name'));
    for (const name of ['a', 'b']) ns.run(() => ns.set('name', name) && emitter.on('event', listener));
    emitter.emit('event');
    emitter.removeListener('event', listener).emit('event');
    expect(emitter.removeListener('event', listener).emit('event')).toBe(false);
    expect(seen).toEqual(['a', 'b', 'a']);
  });

  it('a listener that was called once is not in the way of the same one that stays', () => {
    const emitter = boundEmitter();
    const listener = (): void => {};
    emitter.on('event', listener).once('event', listener).emit('event');
    expect(emitter.removeListener('event', listener).emit('event')).toBe(false);
  });

  it('a listener that came back after removeAllListeners is removed', () => {
    const emitter = boundEmitter();
    const listener = (): void => {};
    emitter.on('event', listener).removeAllListeners('event').on('event', listener);
    expect(emitter.removeListener('event', listener).emit('event')).toBe(false);
  });

  it('a listener from before is removed', () => {
    const emitter = new OwnEmitter();
    const listener = (): void => {};
    emitter.on('event', listener);
    ns.bindEmitter(emitter);
    expect(emitter.removeListener('event', listener).emit('event')).toBe(false);
  });

  it('a class of emitters: each has listeners of its own', () => {
    class Client extends OwnEmitter {}
    ns.bindEmitter(Client.prototype);
    const [a, b] = [new Client(), new Client()];
    const seen: unknown[] = [];
    const listener = (): void => void seen.push(ns.get('name'));
    ns.run(() => ns.set('name', 'adding') && a.on('event', listener) && b.on('event', listener));
    expect([a.removeListener('event', listener).emit('event'), b.emit('event'), seen]).toEqual([
      false,
      true,
      ['adding'],
    ]);
  });

  it('two namespaces bind it', () => {
    const other = createNamespace('other');
    const emitter = boundEmitter();
    other.bindEmitter(emitter);
    const seen: unknown[] = [];
    const listener = (): void => void seen.push(ns.get('name'), other.get('name'));
    ns.run(() => other.run(() => ns.set('name', 1) && other.set('name', 2) && emitter.on('event', listener)));
    emitter.emit('event');
    expect([seen, emitter.removeListener('event', listener).emit('event')]).toEqual([[1, 2], false]);
  });

  it('one that cannot be changed stays as it is', () => {
    const emitter = Object.freeze(new OwnEmitter());
    ns.bindEmitter(emitter);
    const seen: unknown[] = [];
    ns.run(() => ns.set('name', 'a') && emitter.on('event', () => seen.push(ns.get('name'))));
    emitter.emit('event');
    expect(seen).toEqual([undefined]);
  });
});
