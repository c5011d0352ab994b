import { runJob } from 'throughline/jobs';

// @ts-expect-error a job has a name
runJob({}, () => {});
// @ts-expect-error which is text
runJob({ name: 7 }, () => {});
// @ts-expect-error and something to do
runJob({ name: 'a' });
// @ts-expect-error text holds no headers
runJob({ name: 'a', from: 'text' }, () => {});
// @ts-expect-error there is no such relation
runJob({ name: 'a', parent: 'child' }, () => {});
// @ts-expect-error nothing is answered
runJob({ name: 'a', responseHeader: 'x-request-id' }, () => {});
// @ts-expect-error nor is a job that was asked for left out
runJob({ name: 'a', skip: () => true }, () => {});
// @ts-expect-error one message is no list
runJob({ name: 'a', links: {} }, () => {});
