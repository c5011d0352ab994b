// Each run of a cron job has an id of its own, whichever library starts it.
import { CronJob } from 'cron';
import { Cron } from 'croner';
import { schedule } from 'node-cron';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';

const EVERY_SECOND = '* * * * * *';

const croner = new Cron(EVERY_SECOND, () => runJob({ name: 'by-croner' }, report));
const cron = CronJob.from({ cronTime: EVERY_SECOND, start: true, onTick: () => runJob({ name: 'by-cron' }, report) });
const nodeCron = schedule(EVERY_SECOND, () => runJob({ name: 'by-node-cron' }, report));
const interval = setInterval(() => void runJob({ name: 'by-interval' }, report), 1000);

async function report(): Promise<void> {
  console.log(JSON.stringify({ message: 'begun', ...logContext() }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  console.log(JSON.stringify({ message: 'done', ...logContext() }));
}

setTimeout(async () => {
  croner.stop();
  await Promise.all([cron.stop(), nodeCron.stop()]);
  clearInterval(interval);
}, 2500);
