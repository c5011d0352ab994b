import { describe, expect, it } from 'vitest';

import { ContextVar, createTask } from '../../src/index.js';

describe('ContextVar', () => {
  it('is set for the rest of the task, not for the parent', async () => {
    const name = new ContextVar<string>('name', { default: '' });
    await createTask(async () => {
      name.set('a');
      await Promise.resolve();
      expect(name.get()).toBe('a');
    });
    expect(name.get()).toBe('');
  });
});
