import { EventEmitter, once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';

import { beforeEach, describe, expect, it } from 'vitest';

import { bindEmitter, ContextVar } from '../../../../src/index.js';
import { coded } from '../../../support/coded.js';

const variable = new ContextVar<string>('variable', { default: 'default' });

const COUNTS_ONE = new EventEmitter().on('event', Boolean).on('event', String).listenerCount('event', String) === 1;

describe('bindEmitter', () => {
  let emitter: EventEmitter;
  let seen: string[];
  const see = (): void => void seen.push(variable.get());

  beforeEach(() => {
    emitter = bindEmitter(new EventEmitter());
    seen = [];
  });

  it('returns the emitter', () => {
    const plain = new EventEmitter();
    expect(bindEmitter(plain)).toBe(plain);
  });

  it.each(['on', 'addListener', 'prependListener', 'once', 'prependOnceListener'] as const)(
    '%s binds to the context in which it is called',
    (method) => {
      variable.run('registered', () => emitter[method]('event', see));
      variable.run('emitted', () => emitter.emit('event'));
      expect(seen).toEqual(['registered']);
    },
  );

  it('each listener has a context of its own', () => {
    for (const value of ['a', 'b']) {
      variable.run(value, () =>
        emitter.on('event', () => {
          see();
          variable.set('changed');
        }),
      );
    }
    emitter.emit('event');
    emitter.emit('event');
    expect(seen).toEqual(['a', 'b', 'a', 'b']);
    expect(variable.get()).toBe('default');
  });

  it('passes this and the arguments', () => {
    const calls: unknown[] = [];
    const record = function (this: unknown, ...args: unknown[]): void {
      calls.push(this, ...args);
    };
    emitter.on('event', record).once('event', record);
    emitter.emit('event', 1, 'two');
    expect(calls).toEqual([emitter, 1, 'two', emitter, 1, 'two']);
  });

  it('registering returns the emitter', () => {
    expect(emitter.on('event', see)).toBe(emitter);
    expect(emitter.once('event', see)).toBe(emitter);
  });

  it.each(['on', 'addListener', 'prependListener', 'once', 'prependOnceListener'] as const)(
    'off removes what %s added',
    (method) => {
      emitter[method]('event', see);
      emitter.off('event', see);
      expect(emitter.emit('event')).toBe(false);
    },
  );

  it('removeListener removes one listener at a time, the last first', () => {
    variable.run('a', () => emitter.on('event', see));
    variable.run('b', () => emitter.on('event', see));
    emitter.removeListener('event', see);
    emitter.emit('event');
    expect(seen).toEqual(['a']);
  });

  it('removeAllListeners removes all', () => {
    emitter.on('event', see).once('event', see);
    emitter.removeAllListeners('event');
    expect(emitter.listenerCount('event')).toBe(0);
  });

  it('listeners from before the binding go on as they were and can be removed', () => {
    const plain = new EventEmitter().on('event', see);
    bindEmitter(plain);
    variable.run('emitted', () => plain.emit('event'));
    plain.off('event', see);
    plain.emit('event');
    expect(seen).toEqual(['emitted']);
  });

  it('once runs once, also when the listener emits again', () => {
    emitter.once('event', () => {
      see();
      emitter.emit('event');
    });
    emitter.emit('event');
    expect(seen).toHaveLength(1);
  });

  it('once runs once also what rawListeners() of a bound emitter gave', () => {
    const other = bindEmitter(new EventEmitter()).on('event', see);
    for (const raw of other.rawListeners('event')) emitter.once('other', raw as () => void);
    emitter.emit('other');
    emitter.emit('other');
    expect(seen).toHaveLength(1);
  });

  it('prepended listeners run first', () => {
    const order: string[] = [];
    emitter.on('event', () => order.push('on'));
    emitter.prependListener('event', () => order.push('prepended'));
    emitter.prependOnceListener('event', () => order.push('prepended once'));
    emitter.emit('event');
    expect(order).toEqual(['prepended once', 'prepended', 'on']);
  });

  it('listeners() gives the functions that were passed', () => {
    const other = (): void => undefined;
    emitter.on('event', see).once('event', other);
    expect(emitter.listeners('event')).toEqual([see, other]);
  });

  it.skipIf(!COUNTS_ONE)('listenerCount() counts one by the function that was passed (Workers count all)', () => {
    emitter.on('event', see).once('event', () => undefined);
    expect(emitter.listenerCount('event', see)).toBe(1);
  });

  it('rawListeners() gives wrappers whose listener is the function that was passed', () => {
    emitter.once('event', see);
    const [raw] = emitter.rawListeners('event');
    expect(raw).toHaveProperty('listener', see);
    raw?.();
    expect(emitter.listenerCount('event')).toBe(0);
    expect(seen).toHaveLength(1);
  });

  it('newListener and removeListener report the functions that were passed', () => {
    const reported: unknown[] = [];
    emitter.on('newListener', (_event, listener) => reported.push(listener));
    emitter.on('removeListener', (_event, listener) => reported.push(listener));
    reported.length = 0;
    emitter.on('event', see).off('event', see);
    emitter.once('other', see);
    emitter.emit('other');
    expect(reported).toEqual([see, see, see, see]);
  });

  it('a throw of a listener comes out of emit', () => {
    emitter.once('event', () => {
      throw new Error('failure');
    });
    expect(() => emitter.emit('event')).toThrow('failure');
    expect(emitter.listenerCount('event')).toBe(0);
  });

  it.each(['on', 'once'] as const)('captureRejections works for listeners added by %s', async (method) => {
    const capturing = bindEmitter(new EventEmitter({ captureRejections: true }));
    const errors: unknown[] = [];
    capturing.on('error', (error) => errors.push(error));
    const failure = new Error('failure');
    capturing[method]('event', async () => {
      await Promise.resolve();
      throw failure;
    });
    capturing.emit('event');
    await setImmediate();
    expect(errors).toEqual([failure]);
  });

  it('binding twice is harmless', () => {
    bindEmitter(bindEmitter(emitter));
    variable.run('registered', () => emitter.on('event', see));
    expect(emitter.listeners('event')).toEqual([see]);
    emitter.emit('event');
    emitter.off('event', see);
    emitter.emit('event');
    expect(seen).toEqual(['registered']);
  });

  it('events.once works, for the event and for an error', async () => {
    const event = once(emitter, 'event');
    emitter.emit('event', 1, 2);
    expect(await event).toEqual([1, 2]);
    const failing = once(emitter, 'event');
    emitter.emit('error', new Error('failure'));
    await expect(failing).rejects.toThrow('failure');
    expect([emitter.listenerCount('event'), emitter.listenerCount('error')]).toEqual([0, 0]);
  });

  it('events.once can be aborted', async () => {
    const abort = new AbortController();
    const waiting = once(emitter, 'event', { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    expect(emitter.listenerCount('event')).toBe(0);
  });

  it('events.on gives every event', async () => {
    const abort = new AbortController();
    const events = EventEmitter.on(emitter, 'event', { signal: abort.signal });
    emitter.emit('event', 1);
    emitter.emit('event', 2);
    expect([(await events.next()).value, (await events.next()).value]).toEqual([[1], [2]]);
    await events.return?.();
    expect(emitter.listenerCount('event')).toBe(0);
  });

  it('a subclass that overrides on and calls super is respected', () => {
    const added: unknown[] = [];
    class Recording extends EventEmitter {
      override on(event: string | symbol, listener: (...args: unknown[]) => void): this {
        added.push(event);
        return super.on(event, listener);
      }
    }
    const recording = bindEmitter(new Recording());
    variable.run('registered', () => recording.on('event', see).once('other', see));
    recording.emit('event');
    recording.off('event', see);
    recording.emit('event');
    recording.emit('other');
    recording.emit('other');
    expect(added).toEqual(['event', 'other']);
    expect(seen).toEqual(['registered', 'registered']);
  });

  it('a subclass whose addListener calls this.on still lets off and listeners work', () => {
    class Delegating extends EventEmitter {
      override addListener(event: string | symbol, listener: (...args: unknown[]) => void): this {
        return this.on(event, listener);
      }
    }
    const delegating = bindEmitter(new Delegating());
    variable.run('registered', () => delegating.addListener('event', see));
    delegating.emit('event');
    expect(delegating.listeners('event')).toEqual([see]);
    delegating.off('event', see);
    delegating.emit('event');
    expect(seen).toEqual(['registered']);
  });

  it('a symbol is an event as any other', () => {
    const event = Symbol('event');
    variable.run('registered', () => emitter.once(event, see));
    emitter.emit(event);
    expect(seen).toEqual(['registered']);
  });

  it('once calls its listener once, also where another listener emits the event again', () => {
    let nested = false;
    emitter.on('event', () => {
      if (nested) return;
      nested = true;
      emitter.emit('event');
    });
    let calls = 0;
    emitter.once('event', () => (calls += 1));
    emitter.emit('event');
    expect(calls).toBe(1);
  });

  it('is for the emitters of Node alone', () => {
    const { port1 } = new MessageChannel();
    for (const other of [new EventTarget(), port1, { on() {}, removeListener() {} }, {}, 1, null, undefined]) {
      expect(() => bindEmitter(other as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    }
    port1.close();
  });

  it.each([Object.freeze, Object.seal, Object.preventExtensions])('one that is closed is refused, %#', (close) => {
    const closed = close(new EventEmitter());
    for (let i = 0; i < 2; i++) expect(() => bindEmitter(closed)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });

  it('a listener that is not a function is refused', () => {
    expect(() => emitter.on('event', 'listener' as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    expect(() => emitter.once('event', 'listener' as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    expect(emitter.listenerCount('event')).toBe(0);
  });
});

describe('bindEmitter of a stream', () => {
  it('data, end and close see the context of their registration', async () => {
    const stream = bindEmitter(Readable.from(['a', 'b']));
    const seen: string[] = [];
    variable.run('registered', () => {
      for (const event of ['data', 'end', 'close']) stream.on(event, () => seen.push(`${event} ${variable.get()}`));
    });
    await finished(stream);
    await setImmediate();
    expect(seen).toEqual(['data registered', 'data registered', 'end registered', 'close registered']);
  });

  it('readable and pause work as before', async () => {
    const stream = bindEmitter(Readable.from(['a', 'b']));
    const chunks: unknown[] = [];
    const read = (): void => {
      for (let chunk: unknown = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk);
    };
    stream.on('readable', read);
    await finished(stream);
    stream.off('readable', read);
    expect(chunks).toEqual(['a', 'b']);
    expect(stream.listenerCount('readable')).toBe(0);
  });

  it('pipe, pipeline and async iteration work', async () => {
    const through = bindEmitter(new PassThrough());
    bindEmitter(Readable.from(['a', 'b'])).pipe(through);
    const last = bindEmitter(new PassThrough({ encoding: 'utf8' }));
    const [, chunks] = await Promise.all([pipeline(through, last), last.toArray()]);
    expect(chunks.join('')).toBe('ab');
  });

  it('unpipe leaves no listeners behind', () => {
    const source = bindEmitter(new PassThrough());
    const target = bindEmitter(new PassThrough());
    const counts = (): number[] =>
      ['drain', 'error', 'close', 'finish', 'unpipe'].map((event) => target.listenerCount(event));
    const before = counts();
    source.pipe(target);
    source.unpipe(target);
    expect(counts()).toEqual(before);
  });
});
