import rTracer from 'cls-rtracer';

export const install = (app) => app.register(rTracer.fastifyPlugin, { useHeader: true, echoHeader: true });
export const readId = () => rTracer.id();
