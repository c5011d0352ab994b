// One application for Nest 11 and 12. Decorators are applied by hand: what transforms the tests need not know them.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A Nest application in which each of Nest's kinds of classes calls `note(where)`.
 * `nest` is what the folder of a version exports; `imports` are modules; `id` gives the current request id; gateways listen
 * on `port`, 0 for that of the application.
 */
export function createRootModule(nest, imports, id, note, port) {
  const { common, operators, websockets } = nest;
  const { Body, Controller, Get, HttpException, Inject, Injectable, Module, Param, Post, Scope } = common;

  class Service {
    async echo(text) {
      await sleep(Math.random() * 5);
      return `${id()} ${text.length}`;
    }
  }
  decorate(Service, Injectable());

  class RequestScoped {
    created = id();
    async read() {
      await sleep(1);
      return `${this.created} ${id()}`;
    }
  }
  decorate(RequestScoped, Injectable({ scope: Scope.REQUEST }));

  class Guard {
    async canActivate() {
      note('guard');
      await sleep(1);
      return true;
    }
  }
  class Interceptor {
    intercept(_context, next) {
      note('interceptor before');
      return next.handle().pipe(
        operators.mergeMap(async (value) => {
          await sleep(1);
          return value;
        }),
        operators.tap({ next: () => note('interceptor after'), error: () => note('interceptor error') }),
        operators.finalize(() => note('interceptor end')),
      );
    }
  }
  class Pipe {
    transform(value) {
      note('pipe');
      return value;
    }
  }
  class Filter {
    async catch(error, host) {
      note('filter');
      await sleep(1);
      const response = host.switchToHttp().getResponse();
      const status = error instanceof HttpException ? error.getStatus() : 500;
      response.status(status).send({ handled: id() });
    }
  }
  decorate(Filter, common.Catch());
  class Middleware {
    use(_request, _response, next) {
      note('module middleware');
      setTimeout(() => next(), 1);
    }
  }
  decorate(Middleware, Injectable());

  class RootController {
    constructor(service) {
      this.service = service;
    }
    everywhere(value) {
      note('controller');
      return this.service.echo(value);
    }
    echo(body) {
      return this.service.echo(body.text);
    }
    async throws() {
      await sleep(1);
      throw new Error(`failed under ${id()}`);
    }
    bare() {
      throw new HttpException('teapot', 418);
    }
  }
  decorate(RootController, Controller(), common.UseGuards(Guard), Inject(Service), 0);
  method(
    RootController,
    'everywhere',
    [Get('everywhere/:value'), common.UseInterceptors(Interceptor)],
    [Param('value', Pipe)],
  );
  method(RootController, 'echo', [Post('echo'), common.UseInterceptors(Interceptor)], [Body()]);
  method(RootController, 'throws', [Get('throws'), common.UseInterceptors(Interceptor), common.UseFilters(Filter)]);
  method(RootController, 'bare', [Get('bare')]);

  class ScopedController {
    constructor(service) {
      this.service = service;
    }
    read() {
      return this.service.read();
    }
  }
  decorate(ScopedController, Controller(), Inject(RequestScoped), 0);
  method(ScopedController, 'read', [Get('scoped')]);

  class Gateway {
    handleConnection() {
      note('connection');
    }
    handleDisconnect() {
      note('disconnect');
    }
    async message(data) {
      note('message');
      await sleep(Math.random() * 5);
      return { event: 'answer', data: `${id()} ${data}` };
    }
  }
  decorate(Gateway, websockets.WebSocketGateway(port));
  method(
    Gateway,
    'message',
    [websockets.SubscribeMessage('ask'), common.UseGuards(Guard), common.UseInterceptors(Interceptor)],
    [websockets.MessageBody(Pipe)],
  );

  class SecondGateway {
    handleConnection() {
      note('second connection');
    }
    message(data) {
      note('second message');
      return { event: 'answer', data: `${id()} ${data}` };
    }
  }
  decorate(SecondGateway, websockets.WebSocketGateway(port));
  method(SecondGateway, 'message', [websockets.SubscribeMessage('ask too')], [websockets.MessageBody()]);

  class RootModule {
    configure(consumer) {
      consumer.apply(Middleware).forRoutes(RootController);
    }
  }
  decorate(
    RootModule,
    Module({
      imports,
      controllers: [RootController, ScopedController],
      providers: [Service, RequestScoped, Gateway, SecondGateway],
    }),
  );
  return RootModule;
}

/** Applies decorators to a class; a number after one says that it is for this parameter of the constructor. */
function decorate(target, ...decorators) {
  decorators.forEach((decorator, i) => {
    if (typeof decorator === 'number') return;
    const parameter = decorators[i + 1];
    if (typeof parameter === 'number') decorator(target, undefined, parameter);
    else decorator(target);
  });
}

function method(target, name, decorators, parameters = []) {
  const descriptor = Object.getOwnPropertyDescriptor(target.prototype, name);
  parameters.forEach((decorator, i) => decorator(target.prototype, name, i));
  Reflect.defineMetadata(
    'design:paramtypes',
    parameters.map(() => Object),
    target.prototype,
    name,
  );
  for (const decorator of decorators) decorator(target.prototype, name, descriptor);
}
