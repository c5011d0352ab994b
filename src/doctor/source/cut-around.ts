/** A text that is cut, and where a character of it is now. */
interface Cut {
  readonly text: string;
  readonly at: number;
}

/** At most `most` characters of a text, the one at `at` in the middle of them as far as that goes, with `…` where something is left out. */
export function cutAround(text: string, at: number, most: number): Cut {
  if (text.length <= most) return { text, at };
  const start = Math.max(0, Math.min(at - Math.floor(most / 2), text.length - most));
  const end = start + most;
  const before = start > 0 ? '…' : '';
  return {
    text: `${before}${text.slice(start, end)}${end < text.length ? '…' : ''}`,
    at: Math.min(at, text.length) - start + before.length,
  };
}
