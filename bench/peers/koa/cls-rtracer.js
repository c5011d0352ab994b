import rTracer from 'cls-rtracer';

export const install = (app) => app.use(rTracer.koaMiddleware({ useHeader: true, echoHeader: true }));
export const readId = () => rTracer.id();
