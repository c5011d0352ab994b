export default async function internal(app) {
  app.get('/rates/:reference', async (request, reply) => {
    request.log.debug({ reference: request.params.reference }, 'rates asked for');
    if (request.params.reference.endsWith('.r1')) return reply.code(503).send({ error: 'busy' });
    return { euro: 0.92 };
  });
}
