// Many short jobs, for the tests of this folder. The process stays.
import { runJob } from 'throughline/jobs';

for (let count = 1; count <= 20_000; count++) {
  runJob({ name: `many ${count}` }, () => {});
  if (count % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 60));
}
setTimeout(() => console.log('all are over'), 200);
setInterval(() => {}, 1000);
