import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';

import { describe, expect, it } from 'vitest';

import { CTX_REQUEST_ID } from '../../src/index.js';
import { installConsole } from '../../src/loggers/console/index.js';
import { correlateOutput } from '../../src/register/correlate-output.js';

const ID = 'client.1';

/** What becomes of what is written to an output in a request. */
async function written(
  write: (output: PassThrough) => void,
  format: 'text' | 'json' = 'text',
  id = ID,
): Promise<string> {
  const output = new PassThrough();
  correlateOutput(output, format, 'info');
  CTX_REQUEST_ID.run(id, () => write(output));
  output.end();
  return text(output);
}

describe('an output of the process', () => {
  it('has the id on each line of text that is written in a request', async () => {
    const lines = await written((output) => {
      output.write('[Nest] 42 LOG placed\n');
      output.write('Error: no\n    at a.js:1\n', 'utf8');
    });
    expect(lines).toBe(`[${ID}] [Nest] 42 LOG placed\n[${ID}] Error: no\n[${ID}]     at a.js:1\n`);
  });

  it.each(['10 %', 'a: ', '{"level":30}\n', '{"level":30}\r\n', '{"a":1}\n{"b":2}\n', '{"note":"\u2028"}\n', ''])(
    'is left alone where %j is written',
    async (chunk) => {
      expect(await written((output) => output.write(chunk))).toBe(chunk);
    },
  );

  it('has the id on lines that show one already: the client chose it', async () => {
    const lines = await written((output) => output.write('agent [client.2] admin\n'), 'text', 'e');
    expect(lines).toBe('[e] agent [client.2] admin\n');
  });

  it('leaves alone what goes on in a line, and its end', async () => {
    const lines = await written((output) => {
      for (const piece of ['10 %', '\r', '', 'done', '\nnext\n', 'last\n']) output.write(piece);
      output.write(Buffer.from('by'));
      output.write('tes\n');
      output.write('a\nb');
      output.write('c\n');
    });
    expect(lines).toBe(`10 %\rdone\n[${ID}] next\n[${ID}] last\nbytes\n[${ID}] a\n[${ID}] bc\n`);
  });

  it('keeps the end of a line, and other encodings', async () => {
    const lines = await written((output) => {
      output.write('placed\r\n');
      output.write('610a', 'hex');
      output.write('Yg==\n', 'base64');
      output.write('\n');
    });
    expect(lines).toBe(`[${ID}] placed\r\na\nb\n`);
  });

  it('is left alone by bytes, and outside of a request', async () => {
    expect(await written((output) => output.write(Buffer.from('bytes\n')))).toBe('bytes\n');
    expect(await written((output) => output.write('start\n'), 'text', '')).toBe('start\n');
  });

  it.each(['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])(
    'lets no text pass for a line of another request by %j',
    async (lineBreak) => {
      const forged = `by ${ID}${lineBreak}[client.2] refunded\n`;
      expect(await written((output) => output.write(forged))).toBe(`[${ID}] by ${ID}\n[${ID}] [client.2] refunded\n`);
      const json = `{"agent":"${lineBreak}[client.2] refunded\n`;
      expect(await written((output) => output.write(json))).toBe(`[${ID}] {"agent":"\n[${ID}] [client.2] refunded\n`);
    },
  );

  it('has one id on a line of the console, installed before or after', async () => {
    const lines = await written((output) => {
      const later = new Console(output);
      installConsole({ console: later });
      later.log('placed');
      later.table([{ order: 1 }]);
    });
    expect(lines.split('\n').filter((line) => line !== '' && line.split(ID).length !== 2)).toEqual([]);

    const output = new PassThrough();
    const earlier = new Console(output);
    installConsole({ console: earlier });
    correlateOutput(output, 'text', 'info');
    CTX_REQUEST_ID.run(ID, () => earlier.log('placed'));
    output.end();
    expect(await text(output)).toBe(`[${ID}] placed\n`);
  });

  it('has the id on what only looks like JSON, and on lines of consoles that nobody installed it on', async () => {
    const lines = await written((output) => {
      output.write('{orders} card charged {7}\n');
      new Console(output).log('placed');
    });
    expect(lines).toBe(`[${ID}] {orders} card charged {7}\n[${ID}] placed\n`);
  });

  it('tells its caller whether to wait, and calls back', async () => {
    const output = new PassThrough({ highWaterMark: 1 });
    correlateOutput(output, 'text', 'info');
    expect(CTX_REQUEST_ID.run(ID, () => output.write('placed\n'))).toBe(false);
    output.resume();
    await new Promise<void>((resolve) => output.write('done\n', () => resolve()));
  });

  it('has objects in JSON if the console has', async () => {
    const line = await written((output) => output.write('placed\n'), 'json');
    expect(JSON.parse(line)).toMatchObject({ level: 'info', message: 'placed', request_id: ID });
    const outside = await written((output) => output.write('start\n'), 'json', '');
    expect(JSON.parse(outside)).toMatchObject({ level: 'info', message: 'start' });
  });
});
