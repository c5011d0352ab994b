import rTracer from 'cls-rtracer';

export const install = (app) => app.use(rTracer.expressMiddleware({ useHeader: true, echoHeader: true }));
export const readId = () => rTracer.id();
