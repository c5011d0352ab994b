import { ContextVar, createTask, CTX_REQUEST_ID, CTX_REQUEST_PATH, logContext, logged, TraceCtx } from 'throughline';

const TENANT = logged(new ContextVar<string>('tenant'));
const USER = logged(new ContextVar<{ id: number }>('user'), { field: 'user_id', format: (user) => user.id });
logged(CTX_REQUEST_ID, { field: 'requestId' }); // another name
logged(CTX_REQUEST_PATH, { field: false }); // not in log lines

await createTask(() => {
  TraceCtx.setId('request-1'); // the adapters do that for each request
  TENANT.set('acme');
  USER.set({ id: 7 });
  console.log(JSON.stringify({ level: 'info', message: 'card charged', ...logContext() }));
});
