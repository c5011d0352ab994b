import type { Behaviour, Where } from './behaviour.js';
import { settings } from './settings.js';

const onWorkers = (where: Where) => ({ workerd: where, 'workerd-compat': where });

/** Ways to call back that the web has. */
export const BEHAVIOURS: readonly Behaviour[] = [
  {
    name: 'setTimeout',
    observe: ({ register, listener }) => register(() => void setTimeout(listener(), 1)),
    bare: 'registration',
  },
  {
    name: 'then of a promise that is settled elsewhere',
    observe: ({ register, trigger, listener }) => {
      let settle = (): void => undefined;
      const promise = new Promise<void>((resolve) => (settle = resolve));
      register(() => void promise.then(listener()));
      trigger(settle);
    },
    bare: 'registration',
  },
  {
    name: 'a listener of an EventTarget',
    observe: ({ register, trigger, listener }) => {
      const target = new EventTarget();
      register(() => target.addEventListener('event', listener()));
      trigger(() => target.dispatchEvent(new Event('event')));
    },
    bare: 'trigger',
  },
  {
    name: 'abort of an AbortController',
    observe: ({ register, trigger, listener }) => {
      const controller = new AbortController();
      register(() => controller.signal.addEventListener('abort', listener()));
      trigger(() => controller.abort());
    },
    bare: 'trigger',
  },
  {
    name: 'abort of AbortSignal.timeout',
    observe: ({ register, trigger, listener }) => {
      let signal: AbortSignal | undefined;
      trigger(() => (signal = AbortSignal.timeout(5)));
      register(() => signal!.addEventListener('abort', listener()));
    },
    bare: 'trigger',
    except: { bun: 'none', deno: 'none', ...onWorkers('none') },
  },
  {
    name: 'message of a MessagePort',
    observe: ({ register, trigger, listener }) => {
      const { port1, port2 } = new MessageChannel();
      const close = (): void => (port1.close(), port2.close());
      register(() => {
        const tell = listener();
        Object.assign(port1, { onmessage: () => (tell(), close()) });
      });
      trigger(() => port2.postMessage('message'));
    },
    bare: 'none',
    except: { deno: 'registration', ...onWorkers('trigger') },
  },
  {
    name: 'message of a WebSocket',
    observe: ({ register, trigger, listener }) => {
      let socket: WebSocket | undefined;
      trigger(() => (socket = new WebSocket(settings().origins[0].replace('http', 'ws'))));
      register(() => {
        const tell = listener();
        socket!.addEventListener('message', () => (tell(), socket!.close()));
      });
    },
    bare: 'trigger',
    except: { node20: 'absent', ...onWorkers('none') },
  },
  {
    name: 'pull of a ReadableStream that is read elsewhere',
    observe: ({ register, trigger, listener }) => {
      let stream: ReadableStream | undefined;
      register(() => {
        const tell = listener();
        stream = new ReadableStream({ pull: (controller) => (tell(), controller.close()) }, { highWaterMark: 0 });
      });
      trigger(() => void stream!.getReader().read());
    },
    bare: 'registration',
    except: onWorkers('trigger'),
  },
  {
    name: 'cancel of a ReadableStream',
    observe: ({ register, trigger, listener }) => {
      let stream: ReadableStream | undefined;
      register(() => {
        stream = new ReadableStream({ cancel: listener() });
      });
      trigger(() => void stream!.cancel());
    },
    bare: 'trigger',
    except: { bun: 'registration' },
  },
];
