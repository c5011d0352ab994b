import { describe, expect, it, vi } from 'vitest';

import { wellKnownVar } from '../../../src/core/well-known-var.js';
import type { SharedVariable } from '../../../src/core/shared.js';
import { Context, ContextVar } from '../../../src/index.js';

/** A name that the package does not have. */
const foreign = (name: string): SharedVariable => name as SharedVariable;

describe('wellKnownVar', () => {
  it('is a variable with name and default', () => {
    const variable = wellKnownVar(foreign('well known 1'), { default: 'default' });
    expect(variable).toBeInstanceOf(ContextVar);
    expect([variable.name, variable.get()]).toEqual(['well known 1', 'default']);
  });

  it('is the same one for the same name', () => {
    const first = wellKnownVar(foreign('well known 2'), { default: 1 });
    expect(wellKnownVar(foreign('well known 2'), { default: 2 })).toBe(first);
    expect(first.get()).toBe(1);
  });

  it('is another one for another name', () => {
    expect(wellKnownVar(foreign('well known 3'), { default: 1 })).not.toBe(
      wellKnownVar(foreign('well known 4'), { default: 1 }),
    );
  });

  it('is not the variable that a user gave the same name', () => {
    const own = new ContextVar<number>('well known 5');
    expect(wellKnownVar(foreign('well known 5'), { default: 1 })).not.toBe(own);
  });

  it('is the same one in another copy of the package', async () => {
    const variable = wellKnownVar(foreign('well known 6'), { default: 'default' });
    vi.resetModules();
    const other = await import('../../../src/core/well-known-var.js');
    expect(other.wellKnownVar).not.toBe(wellKnownVar);
    const same = other.wellKnownVar(foreign('well known 6'), { default: 'other' });
    expect(same).toBe(variable);
    new Context().run(() => {
      variable.set('value');
      expect(same.get()).toBe('value');
    });
  });
});
