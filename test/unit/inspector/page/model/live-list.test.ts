import { describe, expect, it } from 'vitest';

import { LiveList } from '../../../../../src/inspector/page/model/live-list.js';
import { sampleRequest, summaryOf } from '../../../../support/inspector/sample-request.js';

const request = (n: number, changes = {}) => summaryOf(sampleRequest(n, changes));
const shown = (list: LiveList) => list.shown.map(({ sequence }) => sequence);

function listOf(...numbers: number[]): LiveList {
  const list = new LiveList();
  for (const n of numbers) list.put(request(n));
  return list;
}

describe('the list that is live', () => {
  it('is in order, whatever the order in which requests come', () => {
    expect(shown(listOf(3, 1, 2, 2, 5, 4))).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not go back from the end of a request to its run, which an answer that is late says', () => {
    const list = listOf(1);
    list.put(request(1, { state: 'running', status: undefined }));
    expect(list.find('k1')?.state).toBe('ended');
  });

  it('stands still while it is held, counts what is newer, and knows the latest of what is shown', () => {
    const list = new LiveList();
    list.put(request(1, { state: 'running' }));
    list.hold();
    for (const n of [2, 3]) list.put(request(n));
    list.put(request(1, { status: 299 }));
    expect([shown(list), list.newer]).toEqual([[1], 2]);
    expect(list.shown.map((one) => list.latest(one).status)).toEqual([299]);
    list.putOlder([request(0)]);
    expect([shown(list), list.newer]).toEqual([[0, 1], 2]);
    list.release();
    expect([shown(list), list.newer]).toEqual([[0, 1, 2, 3], 0]);
  });

  it('forgets what does not match any more', () => {
    const list = listOf(1, 2, 3);
    list.remove('k2');
    list.remove('k9');
    expect(shown(list)).toEqual([1, 3]);
  });

  it('keeps a bounded number, the newest', () => {
    const list = new LiveList();
    for (let n = 1; n <= 30_000; n++) list.put({ ...request(1), key: `k${n}`, sequence: n });
    expect(list.shown.length).toBeLessThanOrEqual(22_000);
    expect(list.shown.at(-1)?.sequence).toBe(30_000);
    expect(list.find('k1')).toBeUndefined();
  });
});
