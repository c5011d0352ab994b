import { StringDecoder } from 'node:string_decoder';

/**
 * Calls `take` with each line of what comes in chunks. A line of more than `most` characters is left out, and `drop` is called for it
 * once: no more than that is held.
 */
export function splitLines(take: (line: string) => void, drop: () => void, most: number): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isTooLong = false;
  return (chunk) => {
    const parts = decoder.write(chunk).split('\n');
    const last = parts.pop() as string;
    for (const part of parts) {
      const line = rest + part;
      rest = '';
      if (isTooLong) isTooLong = false;
      else if (line.length > most) drop();
      else if (line !== '') take(line);
    }
    if (isTooLong) return;
    rest += last;
    if (rest.length <= most) return;
    isTooLong = true;
    rest = '';
    drop();
  };
}
