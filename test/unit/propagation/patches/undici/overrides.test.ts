import { setTimeout as sleep } from 'node:timers/promises';

import type { Dispatcher } from 'undici';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { propagate } from '../../../../../src/propagation/index.js';
import { asUser } from '../../../../support/as-user.js';
import { record, type Recorder } from '../../../../support/recorder.js';
import { forwarding } from './interceptors.js';
import { LEFT_OUT, VERSIONS } from './versions.js';

let server: Recorder;
let stop: () => void;
beforeEach(async () => {
  server = await record((_incoming, response) => void sleep(2).then(() => response.end('x')));
  stop = propagate({ to: server.origin });
  onTestFinished(() => stop());
});

const USERS = ['A', 'B', 'C'];

/** What arrived for whom: the user's own, or nothing; never what is another's. */
function own(): string[] {
  return server.received
    .splice(0)
    .map(({ url, all }) => {
      const [id = '-', baggage = '-'] = [all('x-request-id')[0], all('baggage')[0]];
      const user = url.slice(1);
      if (id === '-' && baggage === '-') return `${user}: none`;
      return id === user && baggage === `user=${user}` ? user : `${user}: ${id} ${baggage}`;
    })
    .toSorted();
}

/** Hands on what waits from one timer, that of the first. */
function batching(send: Dispatcher.Dispatch): Dispatcher.Dispatch {
  const waiting: (() => void)[] = [];
  return (options, handler) => {
    const flush = (): void => waiting.splice(0).forEach((next) => next());
    if (waiting.push(() => send(options, handler)) === 1) setTimeout(flush, 3);
    return true;
  };
}

describe.each(VERSIONS)(
  `undici %s: a dispatch of the application's own that holds requests back${LEFT_OUT}`,
  (
    _version,
    { Agent, Dispatcher: Abstract, fetch: undiciFetch, getGlobalDispatcher, request, setGlobalDispatcher },
  ) => {
    const made: { destroy(): Promise<void> }[] = [];
    beforeEach(() => () => Promise.all(made.splice(0).map((agent) => agent.destroy().catch(() => {}))));
    const agentOf = (): InstanceType<typeof Agent> => {
      const agent = new Agent();
      made.push(agent);
      return agent;
    };

    /** With a class of its own each time: none has been seen before. */
    const makes: Record<string, () => Dispatcher> = {
      'a class that extends Agent'() {
        class Own extends Agent {
          readonly #batched = batching((options, handler) => super.dispatch(options, handler));
          override dispatch(...[options, handler]: Parameters<Dispatcher.Dispatch>): boolean {
            return this.#batched(options, handler);
          }
        }
        const agent = new Own();
        made.push(agent);
        return agent;
      },
      'a class that extends Dispatcher'() {
        const batched = batching((options, handler) => agentOf().dispatch(options, handler));
        class Own extends Abstract {
          override dispatch(...[options, handler]: Parameters<Dispatcher.Dispatch>): boolean {
            return batched(options, handler);
          }
        }
        return new Own();
      },
      'an object around an agent'() {
        const agent = agentOf();
        return { dispatch: batching((options, handler) => agent.dispatch(options, handler)) } as Dispatcher;
      },
      'an agent with a method of its own'() {
        const agent = agentOf();
        agent.dispatch = batching(agent.dispatch.bind(agent));
        return agent;
      },
    };
    const all = (send: (user: string) => PromiseLike<unknown>): Promise<unknown> =>
      Promise.all(USERS.map((user) => asUser(user, () => send(user))));

    it.each(Object.entries(makes))('%s: request knows who asks', async (_, make) => {
      const dispatcher = make();
      await all(async (user) => (await request(`${server.origin}/${user}`, { dispatcher })).body.text());
      expect(own()).toEqual(USERS);
    });

    it.each(Object.entries(makes).filter(([name]) => /Agent|method/.test(name)))(
      '%s: fetch carries nothing until it is seen, and what is right then',
      async (_, make) => {
        const dispatcher = make();
        const send = async (user: string): Promise<string> =>
          (await undiciFetch(`${server.origin}/${user}`, { dispatcher })).text();
        await all(send);
        expect(own()).toEqual(['A: none', 'B: none', 'C: none']);
        await all(send);
        expect(own()).toEqual(USERS);
      },
    );

    it.each(Object.entries(makes))('%s, as the global one: fetch, after a first request', async (_, make) => {
      const before = getGlobalDispatcher();
      onTestFinished(() => setGlobalDispatcher(before));
      setGlobalDispatcher(make());
      const send = async (user: string): Promise<string> => (await undiciFetch(`${server.origin}/${user}`)).text();
      await send('first');
      own();
      await all(send);
      expect(own()).toEqual(USERS);
      stop();
      await all(send);
      expect(own()).toEqual(['A: none', 'B: none', 'C: none']);
    });

    it('new options and a new handler from a class: nobody knows who asks', async () => {
      class Anew extends Agent {
        override dispatch(...[options, handler]: Parameters<Dispatcher.Dispatch>): boolean {
          const { origin, path, method } = options;
          return super.dispatch({ origin: origin!, path, method }, forwarding(handler as never));
        }
      }
      const dispatcher = new Anew();
      made.push(dispatcher);
      const send = async (user: string) => (await request(`${server.origin}/${user}`, { dispatcher })).body.text();
      await all(send);
      await all(send);
      expect(own()).toEqual(['A: none', 'A: none', 'B: none', 'B: none', 'C: none', 'C: none']);
    });
  },
);
