import work from './task.mjs';

process.on('message', async ({ task, key }) => process.send({ key, answer: await work(task) }));
