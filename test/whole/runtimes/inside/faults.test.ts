import { expect, it } from 'vitest';

import { bindSocket } from '../../../../src/adapters/ws/index.js';
import { ContextVar } from '../../../../src/index.js';
import { BEHAVIOURS } from './behaviours.js';
import { describeBehaviours } from './describe-behaviours.js';
import { settings } from './settings.js';

describeBehaviours(BEHAVIOURS);

const noSocket = globalThis.WebSocket === undefined;

it.skipIf(noSocket)(
  `bindSocket keeps the context for messages${noSocket ? ' (this runtime has no WebSocket)' : ''}`,
  async () => {
    const variable = new ContextVar<string>('variable', { default: 'none' });
    const seen = await variable.run(
      'connection',
      () =>
        new Promise((resolve) => {
          const socket = bindSocket(new WebSocket(settings().origins[0].replace('http', 'ws')));
          socket.addEventListener('message', () => {
            resolve(variable.get());
            socket.close();
          });
        }),
    );
    expect(seen).toBe('connection');
  },
);
