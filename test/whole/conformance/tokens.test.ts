import { describe, expect, it } from 'vitest';

import { ContextVar, copyContext, createTask, Token } from '../../../src/index.js';
import { coded } from '../../support/coded.js';
import { START_STATES } from './start-states.js';

describe.each(START_STATES)('tokens, $state', ({ start }) => {
  it('knows its variable and the old value', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      variable.set(1);
      const token = variable.set(2);
      expect(token).toBeInstanceOf(Token);
      expect(token.var).toBe(variable);
      expect(token.oldValue).toBe(1);
    }));

  it('holds MISSING where there was no value', () =>
    start(() => {
      expect(new ContextVar<number>('variable').set(1).oldValue).toBe(Token.MISSING);
    }));

  it('holds MISSING although there is a default', () =>
    start(() => {
      expect(new ContextVar<number>('variable', { default: 7 }).set(1).oldValue).toBe(Token.MISSING);
    }));

  it('holds undefined where the old value was undefined', () =>
    start(() => {
      const variable = new ContextVar<number | undefined>('variable');
      variable.set(undefined);
      const token = variable.set(1);
      expect(token.oldValue).toBeUndefined();
      variable.reset(token);
      expect(copyContext().has(variable)).toBe(true);
    }));

  it('reset puts the old value back', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      variable.set(1);
      variable.reset(variable.set(2));
      expect(variable.get()).toBe(1);
    }));

  it('reset to MISSING removes the variable and the default shows again', () =>
    start(() => {
      const variable = new ContextVar<number>('variable', { default: 7 });
      const sizeBefore = copyContext().size;
      const token = variable.set(1);
      expect(copyContext().size).toBe(sizeBefore + 1);
      variable.reset(token);
      expect(variable.get()).toBe(7);
      expect(copyContext().has(variable)).toBe(false);
      expect(copyContext().size).toBe(sizeBefore);
    }));

  it('can be used once', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const token = variable.set(1);
      variable.reset(token);
      variable.set(2);
      expect(() => variable.reset(token)).toThrow(coded('TL_ERR_TOKEN_USED'));
      expect(variable.get()).toBe(2);
    }));

  it('cannot be reset on another variable', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const other = new ContextVar<number>('other');
      other.set(5);
      const token = variable.set(1);
      expect(() => other.reset(token)).toThrow(coded('TL_ERR_TOKEN_VARIABLE'));
      expect([variable.get(), other.get()]).toEqual([1, 5]);
    }));

  it('cannot be reset in a copy of its context', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const token = variable.set(1);
      copyContext().run(() => {
        expect(() => variable.reset(token)).toThrow(coded('TL_ERR_TOKEN_CONTEXT'));
        expect(variable.get()).toBe(1);
      });
    }));

  it('cannot be reset in the parent of its context', () =>
    start(async () => {
      const variable = new ContextVar<number>('variable');
      variable.set(1);
      const token = await createTask(() => variable.set(2));
      expect(() => variable.reset(token)).toThrow(coded('TL_ERR_TOKEN_CONTEXT'));
      expect(variable.get()).toBe(1);
    }));

  it('cannot be reset in a task of its task', () =>
    start(async () => {
      const variable = new ContextVar<number>('variable');
      const token = variable.set(1);
      const child = createTask(async () => {
        await Promise.resolve();
        variable.reset(token);
      });
      await expect(child).rejects.toThrow(coded('TL_ERR_TOKEN_CONTEXT'));
    }));

  it('can be reset at a later run of its context', () =>
    start(() => {
      const variable = new ContextVar<number>('variable', { default: 7 });
      const context = copyContext();
      const token = context.run(() => variable.set(1));
      context.run(() => variable.reset(token));
      expect(context.has(variable)).toBe(false);
    }));

  it('used is checked before the variable', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const token = variable.set(1);
      variable.reset(token);
      expect(() => new ContextVar<number>('other').reset(token)).toThrow(coded('TL_ERR_TOKEN_USED'));
    }));

  it('used is checked before the context', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const token = variable.set(1);
      variable.reset(token);
      copyContext().run(() => expect(() => variable.reset(token)).toThrow(coded('TL_ERR_TOKEN_USED')));
    }));

  it('the variable is checked before the context', () =>
    start(() => {
      const token = new ContextVar<number>('variable').set(1);
      const other = new ContextVar<number>('other');
      copyContext().run(() => expect(() => other.reset(token)).toThrow(coded('TL_ERR_TOKEN_VARIABLE')));
    }));

  it('is still good after failed resets', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const other = new ContextVar<number>('other');
      variable.set(1);
      const token = variable.set(2);
      expect(() => other.reset(token)).toThrow();
      copyContext().run(() => expect(() => variable.reset(token)).toThrow());
      expect(variable.get()).toBe(2);
      variable.reset(token);
      expect(variable.get()).toBe(1);
    }));

  it('out of order, the last reset wins', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const first = variable.set(1);
      const second = variable.set(2);
      variable.reset(first);
      expect(variable.tryGet()).toBeUndefined();
      variable.reset(second);
      expect(variable.get()).toBe(1);
    }));

  it('in order, nothing is left', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const tokens = Array.from({ length: 50 }, (_, n) => variable.set(n));
      for (const token of tokens.toReversed()) variable.reset(token);
      expect(copyContext().has(variable)).toBe(false);
    }));
});

describe.each(START_STATES)('tokens as resources, $state', ({ start }) => {
  it('the end of the block resets', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      variable.set(1);
      {
        using token = variable.set(2);
        expect(token.var.get()).toBe(2);
      }
      expect(variable.get()).toBe(1);
    }));

  it('the end of the block resets after awaits', () =>
    start(async () => {
      const variable = new ContextVar<number>('variable', { default: 7 });
      const body = async (): Promise<void> => {
        using token = variable.set(2);
        await Promise.resolve();
        expect(token.var.get()).toBe(2);
      };
      await body();
      expect(variable.get()).toBe(7);
    }));

  it('a throw resets and goes on', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const failure = new Error('failure');
      const body = (): void => {
        using token = variable.set(1);
        expect(token.var.get()).toBe(1);
        throw failure;
      };
      expect(body).toThrow(failure);
      expect(variable.tryGet()).toBeUndefined();
    }));

  it('further sets inside do not matter', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      variable.set(1);
      {
        using token = variable.set(2);
        token.var.set(3);
        token.var.set(4);
      }
      expect(variable.get()).toBe(1);
    }));

  it('a token that was used inside fails at the end of the block', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const body = (): void => {
        using token = variable.set(1);
        variable.reset(token);
        variable.set(2);
      };
      expect(body).toThrow(coded('TL_ERR_TOKEN_USED'));
      expect(variable.get()).toBe(2);
    }));

  it('a used token and a throw come out together', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const failure = new Error('failure');
      const body = (): void => {
        using token = variable.set(1);
        variable.reset(token);
        throw failure;
      };
      expect(body).toThrow(
        expect.objectContaining({ error: coded('TL_ERR_TOKEN_USED'), suppressed: failure }) as Error,
      );
    }));

  it("another variable's token inside is untouched", () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const other = new ContextVar<number>('other');
      const inside = (): Token<number> => {
        using token = variable.set(1);
        return other.set(token.var.get());
      };
      const token = inside();
      expect(other.get()).toBe(1);
      other.reset(token);
      expect(other.tryGet()).toBeUndefined();
    }));

  it('nested blocks unwind one by one', () =>
    start(() => {
      const variable = new ContextVar<number>('variable', { default: 0 });
      const seen: number[] = [];
      {
        using outer = variable.set(1);
        {
          using inner = variable.set(2);
          seen.push(inner.var.get());
        }
        seen.push(outer.var.get());
      }
      seen.push(variable.get());
      expect(seen).toEqual([2, 1, 0]);
    }));

  it('a block that ends in another context fails and the token is still good', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const token = variable.set(1);
      copyContext().run(() => expect(() => token[Symbol.dispose]()).toThrow(coded('TL_ERR_TOKEN_CONTEXT')));
      token[Symbol.dispose]();
      expect(variable.tryGet()).toBeUndefined();
    }));
});
