import { describe, expect, it } from 'vitest';

import { patch } from '../../../src/core/patch.js';

class Parent {
  greet(name: string): string {
    return `hello ${name}`;
  }
}

const louder = (greet: Parent['greet']): Parent['greet'] =>
  function (this: Parent, ...args) {
    return `${greet.apply(this, args)}!`;
  };

describe('patch', () => {
  it('replaces a method that is inherited, under its name and length, and takes it away again', () => {
    const child = new Parent();
    const restore = patch(child, 'greet', louder);
    expect([child.greet('you'), child.greet.name, child.greet.length]).toEqual(['hello you!', 'greet', 1]);
    restore();
    restore();
    expect([child.greet('you'), Object.hasOwn(child, 'greet')]).toEqual(['hello you', false]);
  });

  it('leaves alone what somebody else has put in its place', () => {
    const own = { greet: (name: string) => `hello ${name}` };
    const restore = patch(own, 'greet', louder);
    const theirs = (): string => 'theirs';
    own.greet = theirs;
    restore();
    expect(own.greet).toBe(theirs);
  });

  it('goes through a setter, there and back', () => {
    let value = 'before';
    const owner = {
      get name(): string {
        return value;
      },
      set name(given: string) {
        value = given;
      },
    };
    const restore = patch(owner, 'name', (name) => `not ${name}`);
    expect(value).toBe('not before');
    restore();
    expect(value).toBe('before');
  });

  it('adds what is not there without listing it, and takes it away again', () => {
    const owner: { mark?: boolean } = {};
    const restore = patch(owner, 'mark', () => true);
    expect([owner.mark, Object.keys(owner)]).toEqual([true, []]);
    restore();
    expect('mark' in owner).toBe(false);
  });

  it('throws for what cannot be set', () => {
    expect(() => patch(Object.freeze<{ name: string }>({ name: 'a' }), 'name', () => 'b')).toThrow(TypeError);
    expect(() =>
      patch(
        {
          get name() {
            return 'a';
          },
        },
        'name',
        () => 'b',
      ),
    ).toThrow(TypeError);
  });
});
