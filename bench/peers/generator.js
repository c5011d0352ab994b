// Sends requests with autocannon, in a process of its own: as many as it is told, to the port that it is told. Answers
// with what went wrong, if anything did.
import autocannon from 'autocannon';

/** Requests under way at once. */
const CONNECTIONS = 50;
/** How often it looks whether it is through. */
const SAMPLE_MILLISECONDS = 5;

process.on('message', async ({ port, amount }) => {
  const { errors, non2xx, requests } = await autocannon({
    url: `http://127.0.0.1:${port}`,
    amount,
    connections: Math.min(CONNECTIONS, amount),
    sampleInt: SAMPLE_MILLISECONDS,
  });
  process.send({ wrong: errors + non2xx + Math.abs(amount - requests.total) });
});
process.on('disconnect', () => process.exit());
process.send('ready');
