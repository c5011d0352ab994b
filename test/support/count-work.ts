/* oxlint-disable no-extend-native -- how else would one see what is read of a string? */

const { charCodeAt, indexOf, lastIndexOf, includes, startsWith, slice } = String.prototype;

/**
 * How many characters `run` reads through the methods of strings. Counted rather than timed, so that it does not
 * depend on what else the machine does.
 */
export function countWork(run: () => unknown): number {
  let work = 0;
  const count = (characters: number): void => {
    work += Math.max(1, characters);
  };
  try {
    String.prototype.charCodeAt = function (this: string, at) {
      count(1);
      return charCodeAt.call(this, at);
    };
    String.prototype.indexOf = function (this: string, part, from = 0) {
      const at = indexOf.call(this, part, from);
      count((at === -1 ? this.length : at) - from);
      return at;
    };
    String.prototype.lastIndexOf = function (this: string, part, from = this.length) {
      const at = lastIndexOf.call(this, part, from);
      count(from - at);
      return at;
    };
    String.prototype.includes = function (this: string, part, from = 0) {
      count(this.length - from);
      return includes.call(this, part, from);
    };
    String.prototype.startsWith = function (this: string, part, from) {
      count(part.length);
      return startsWith.call(this, part, from);
    };
    String.prototype.slice = function (this: string, from, to) {
      const part = slice.call(this, from, to);
      count(part.length);
      return part;
    };
    run();
    return work;
  } finally {
    Object.assign(String.prototype, { charCodeAt, indexOf, lastIndexOf, includes, startsWith, slice });
  }
}
