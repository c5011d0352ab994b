import { describe, expect, it, onTestFinished } from 'vitest';

import { currentTask } from '../../../../src/adapter.js';
import type { FetchScope } from '../../../../src/adapters/fetch/fetch-scope.js';
import { traced } from '../../../../src/adapters/fetch/index.js';
import { bind, type Span, type TracingOptions } from '../../../../src/index.js';

const Original = Response;
const request = (id: string, init: RequestInit = {}): Request =>
  new Request('http://example.com/', { ...init, headers: { 'x-request-id': id } });
const idOf = ({ headers }: Response): string | null => headers.get('x-request-id');
/** Until the test is over. */
function replaceResponse(replacement: unknown): void {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'Response')!;
  onTestFinished(() => void Object.defineProperty(globalThis, 'Response', own));
  Object.defineProperty(globalThis, 'Response', { ...own, value: replacement });
}

// Replaces the class.
await traced(() => new Response('first'))(request('first'));

describe('a response whose body is no stream', () => {
  it.each<[string, () => Response]>([
    ['text', () => new Response('hello')],
    ['bytes', () => new Response(new Uint8Array([104, 105]))],
    ['a buffer', () => new Response(new ArrayBuffer(2))],
    ['a form', () => new Response(new URLSearchParams({ a: '1' }))],
    ['a form with files', () => new Response(new FormData())],
    ['a Blob', () => new Response(new Blob(['hello']))],
    ['JSON', () => Response.json({ hello: 'world' }, { status: 201 })],
    ['a subclass', () => new (class extends Response {})('hello')],
  ])('goes out as it is, with the id, and the request is over: %s', async (_, make) => {
    const ended: Span[] = [];
    let made: Response | undefined;
    const handler = traced(() => (made = make()), { end: (span) => void ended.push(span) });
    const response = await handler(request('abc'));
    expect(response).toBe(made);
    expect([idOf(response), ended.map(({ status }) => status)]).toEqual(['abc', [response.status]]);
    expect(response.bodyUsed).toBe(false);
    await response.arrayBuffer();
    expect(ended).toHaveLength(1);
  });

  it('keeps a header of the application', async () => {
    const handler = traced(() => new Response('hello', { headers: { 'x-request-id': 'own' } }));
    expect(idOf(await handler(request('abc')))).toBe('own');
  });

  it('is copied where another request made it', async () => {
    let kept: Response | undefined;
    const handler = traced(() => {
      kept ??= new Response('hello');
      return kept.clone();
    });
    const answers = [await handler(request('first')), await handler(request('second'))];
    expect(answers.map(idOf)).toEqual(['first', 'second']);
    expect(idOf(kept!)).toBeNull();
    expect(await answers[1]!.text()).toBe('hello');
  });

  it.each(['HEAD', 'GET'])('goes to the next request with the id of that: %s', async (method) => {
    let kept: Response | undefined;
    const handler = traced(() => (kept ??= new Response('hello')));
    const answers = [await handler(request('first', { method })), await handler(request('second', { method }))];
    expect([answers[0] === kept, answers.map(idOf)]).toEqual([true, ['first', 'second']]);
  });

  it.each<[string, TracingOptions]>([
    ['answered', {}],
    ['skipped', { skip: () => true }],
  ])('is not kept by the scope of a request that was %s, nor is a later one', async (_, options) => {
    let scope: FetchScope | undefined;
    let makeLater = (): Response => new Response();
    const handler = traced(() => {
      scope = currentTask()!.scope as FetchScope;
      makeLater = bind(() => new Response('later'));
      return new Response('hello');
    }, options);
    await handler(request('abc'));
    makeLater();
    expect([Object.keys(scope!), scope!.takeWhole()]).toEqual([['type', 'method', 'path', 'headers'], undefined]);
  });

  it('is copied where the application made another one after it', async () => {
    const made: Response[] = [];
    const handler = traced(() => {
      made.push(new Response('hello'), new Response('other'));
      return made[0]!;
    });
    const response = await handler(request('abc'));
    expect([response === made[0], idOf(response), await response.text()]).toEqual([false, 'abc', 'hello']);
  });

  it('goes out as it is for HEAD', async () => {
    let made: Response | undefined;
    const response = await traced(() => (made = new Response('hello')))(request('abc', { method: 'HEAD' }));
    expect([response === made, idOf(response)]).toEqual([true, 'abc']);
  });

  it('is told to a hook that looks at the body', async () => {
    const chunks: unknown[] = [];
    const handler = traced(() => new Response('hello'), {
      response: (_, message) => void (message.type === 'http.response.body' && chunks.push(message.body)),
    });
    expect(await (await handler(request('abc'))).text()).toBe('hello');
    expect(chunks.map((chunk) => new TextDecoder().decode(chunk as Uint8Array))).toEqual(['hello']);
  });
});

describe('the class Response', () => {
  it('makes responses of the class that it stands for', () => {
    const responses = [new Response('a'), new Response(), Response.json(1), Response.error(), new Original('b')];
    for (const response of responses) {
      expect([response instanceof Response, response instanceof Original, response.constructor]).toEqual([
        true,
        true,
        Response,
      ]);
    }
    expect([Response.name, Response.length, Response.prototype]).toEqual([
      Original.name,
      Original.length,
      Original.prototype,
    ]);
    expect(String(Response)).toMatch(/^function Response/); // V8 says it in errors, too
    expect(Response.redirect('http://example.com/', 302).status).toBe(302);
  });

  it('throws what it always did', () => {
    const messageOf = (fn: () => unknown): string => {
      try {
        fn();
      } catch (error) {
        return String(error);
      }
      return 'none';
    };
    const calls: ((from: typeof Response) => unknown)[] = [
      (from) => (from as unknown as () => Response)(),
      (from) => new from('text', { status: 204 }),
      (from) => new from(null, { status: 99 }),
      (from) => from.json(undefined),
      (from) => from.json({}, { status: 204 }),
    ];
    const [own, others] = [Response, Original].map((from) => calls.map((call) => messageOf(() => call(from))));
    expect(own).toEqual(others);
    expect(others).toContainEqual(expect.stringContaining('Error'));
  });

  it('has no json where there was none', async () => {
    class Fake {
      readonly body = null;
      readonly status = 200;
      readonly headers = new Headers();
    }
    replaceResponse(Fake);
    const response = await traced(() => new Response())(request('abc'));
    expect([Response === (Fake as unknown), response instanceof Fake, 'json' in Response]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('stays where its prototype is frozen', async () => {
    class Frozen extends Response {}
    Object.freeze(Frozen.prototype);
    replaceResponse(Frozen);
    const response = await traced(() => new Response('hello'))(request('abc'));
    expect([Response === Frozen, idOf(response), await response.text()]).toEqual([true, 'abc', 'hello']);
  });

  it('has subclasses of their own class', () => {
    class Special extends Response {
      readonly own = true;
    }
    const response = new Special('hello');
    expect([response.constructor, response.own, response instanceof Response]).toEqual([Special, true, true]);
  });
});
