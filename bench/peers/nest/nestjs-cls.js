// It sets no header; its `setup` does.
import { randomUUID } from 'node:crypto';
import { ClsModule, ClsServiceManager } from 'nestjs-cls';

export const install = (imports) =>
  imports.push(
    ClsModule.forRoot({
      global: true,
      middleware: {
        mount: true,
        generateId: true,
        idGenerator: (request) => request.headers['x-request-id'] ?? randomUUID(),
        setup: (cls, _request, response) => response.setHeader('x-request-id', cls.getId()),
      },
    }),
  );
export const readId = () => ClsServiceManager.getClsService().getId();
