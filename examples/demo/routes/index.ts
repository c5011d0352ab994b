import { emitter } from './emitter.js';
import { endless } from './endless.js';
import { failing } from './failing.js';
import { file } from './file.js';
import type { Handler } from './handler.js';
import { nested } from './nested.js';
import { queue } from './queue.js';
import { stream } from './stream.js';
import { timer } from './timer.js';
import { upload } from './upload.js';

export const routes = { timer, file, stream, queue, nested, emitter, upload, failing, endless } satisfies Record<
  string,
  Handler
>;

export type RouteName = keyof typeof routes;
