import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

import express from 'express';
import { bind, bindEmitter } from 'throughline';

import { exactly } from '../exactly.js';

const emitter = bindEmitter(new EventEmitter());
emitter.on(
  'x',
  bind((a) => console.log(a)),
);
emitter.once(
  'x',
  bind((a, b) => console.log(a, b)),
);
emitter.on('x', bind(console.log));
emitter.on(
  'x',
  bind((a: number, b: string) => b.at(a)),
);

const typed = bindEmitter(new EventEmitter<{ tick: [number, string] }>());
typed.on(
  'tick',
  bind((count, text) => [exactly<number>()(count), exactly<string>()(text)]),
);
typed.on(
  'tick',
  bind((...args) => exactly<[number, string]>()(args)),
);
typed.on(
  'tick',
  bind(() => {}),
);

createServer(bind((request, response) => response.end(request.url)));
createServer().on(
  'request',
  bind((request) => exactly<IncomingMessage>()(request)),
);
process.on(
  'exit',
  bind((code) => exactly<number>()(code)),
);
process.on(
  'unhandledRejection',
  bind((reason, promise) => promise.catch(() => reason)),
);
process.once(
  'SIGTERM',
  bind((signal) => signal.at(0)),
);

const app = express();
createServer(bind(app));
app.get(
  '/',
  bind((request, response) => response.json(request.query['q'])),
);
app.get(
  '/:id',
  bind(async (request, response) => void response.json(request.params.id)),
);
app.use(bind((_request, _response, next) => next()));
app.use(
  bind((error: Error, _request: express.Request, _response: express.Response, next: express.NextFunction) =>
    next(error),
  ),
);

interface Shape {
  readonly kind: string;
}
interface Circle extends Shape {
  readonly radius: number;
}
interface Canvas {
  onClick(shape: Shape): void;
  listen<K extends keyof Shapes>(kind: K, listener: (this: Canvas, shape: Shapes[K]) => unknown): void;
  listen(kind: string, listener: (shape: Shape) => unknown): void;
}
interface Shapes {
  circle: Circle;
}
declare const canvas: Canvas;
canvas.onClick = bind((shape: Circle) => shape.radius);
canvas.listen(
  'circle',
  bind((circle) => circle.radius),
);
canvas.listen(
  'circle',
  bind(function (circle) {
    this.onClick(circle);
  }),
);
