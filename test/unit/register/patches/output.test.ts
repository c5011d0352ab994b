import { Console } from 'node:console';
import { PassThrough, Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Tracing } from '../../../../src/adapter.js';
import { CTX_REQUEST_ID } from '../../../../src/index.js';
import { installConsole } from '../../../../src/loggers/console/index.js';
import { patchOutput } from '../../../../src/register/patches/output.js';
import { expectJsonInBounds, expectTextInBounds, expectWhole, hostileMessage } from '../../loggers/lines/bounds.js';
import { LINE_BREAK } from '../../loggers/hostile.js';
import { scopeWith } from '../../../support/scope-with.js';

const ID = 'client.1';

/** What becomes of what is written to an output in a request; in one that is skipped where the id is empty. */
async function written(
  write: (output: PassThrough) => void,
  format: 'text' | 'json' = 'text',
  id = ID,
): Promise<string> {
  const output = new PassThrough();
  patchOutput(output, format, 'info');
  const skipped = new Tracing({ skip: () => true }).open(scopeWith());
  if (id === '') skipped.run(() => write(output));
  else CTX_REQUEST_ID.run(id, () => write(output));
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

  it('is left alone outside of any request, whatever is written', async () => {
    const output = new PassThrough();
    patchOutput(output, 'text', 'info');
    const chunks = ['\u001b[2K\u001b[1Gdone\n', '<a>\n  <b/>\n</a>\n', '[1, 2]\n', '.', 'rest\r\n'];
    for (const chunk of chunks) output.write(chunk);
    output.end();
    expect(await text(output)).toBe(chunks.join(''));
  });

  it('is left alone by bytes, and by a line of a request that is skipped', async () => {
    expect(await written((output) => output.write(Buffer.from('bytes\n')))).toBe('bytes\n');
    for (const line of ['start\n', '\tstart [1]\r\n', '{"a":1}\n{"b":2}\n', '\n']) {
      expect(await written((output) => output.write(line), 'text', '')).toBe(line);
    }
  });

  it.each([
    ['two\n[client.2] forged\n', '[-] two\n[-] [client.2] forged\n'],
    ['two\r[client.2] forged\r\n', '[-] two\n[-] [client.2] forged\r\n'],
    ['[client.2] forged\n', '[-] [client.2] forged\n'],
    [' \u200b[client.2] forged\n', '[-]  \u200b[client.2] forged\n'],
    ['info: x {"request_id":"client.2"}\n', '[-] info: x {"request_id":"client.2"}\n'],
    ['a\u001b[1G[client.2] forged\n', '[-] a\\u001b[1G[client.2] forged\n'],
    ['\u001b[31m[client.2] forged\n', '[-] \u001b[31m[client.2] forged\u001b[0m\n'],
  ])('lets no text of a request that is skipped pass for a line of another: %j', async (chunk, expected) => {
    expect(await written((output) => output.write(chunk), 'text', '')).toBe(expected);
  });

  it('keeps the rest of a line in its place, and lets it forge no line', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessage(), fc.boolean(), async (message, isInRequest) => {
        const id = isInRequest ? ID : '';
        const lines = await written(
          (output) => {
            output.write('.');
            output.write(`by ${message}\n`);
          },
          'text',
          id,
        );
        expect(lines.startsWith('.by ')).toBe(true);
        const [first = '', ...others] = lines.slice(0, -1).split(/\r?\n/);
        expect([first, ...others].filter((line) => LINE_BREAK.test(line))).toEqual([]);
        const begin = isInRequest ? /^\[client\.1\]/ : /^(?:\[-\]|(?!\[))/;
        expect(others.filter((line) => !begin.test(line))).toEqual([]);
        expectTextInBounds(lines, message);
      }),
    );
    for (const format of ['text', 'json'] as const) {
      const lines = await written((output) => {
        output.write('.');
        output.write('a\u001b[1G\tb\n');
      }, format);
      expect(lines).toBe('.a\\u001b[1G\tb\n');
    }
    const json = await written((output) => {
      output.write('.');
      output.write('a\r{"request_id":"client.2"}\n');
    }, 'json');
    expect(json).toBe('.a\\u000d{"request_id":"client.2"}\n');
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
    patchOutput(output, 'text', 'info');
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
    patchOutput(output, 'text', 'info');
    expect(CTX_REQUEST_ID.run(ID, () => output.write('placed\n'))).toBe(false);
    output.resume();
    await new Promise<void>((resolve) => output.write('done\n', () => resolve()));
  });

  it.each([
    ['a buffer', Buffer.from('[client.2] bytes\n')],
    ['an array of bytes', new TextEncoder().encode('[client.2] bytes\n')],
  ])('leaves %s alone, and knows where it ends', async (_, bytes) => {
    for (const format of ['text', 'json'] as const) {
      expect(await written((output) => output.write(bytes), format)).toBe('[client.2] bytes\n');
    }
    const lines = await written((output) => {
      output.write(bytes.subarray(0, 5));
      output.write('goes on\n');
      output.write(bytes);
      output.write('placed\n');
    });
    expect(lines).toBe(`[cliegoes on\n[client.2] bytes\n[${ID}] placed\n`);
  });

  it.each(['latin1', 'binary', 'ascii', 'hex', 'base64', 'base64url', 'utf16le', 'ucs2'] as const)(
    'leaves text in %s alone',
    async (encoding) => {
      const bytes = Buffer.from([...Array(256).keys(), 10, 10]);
      const chunks = [bytes, Buffer.from('placed\n')].map((each) => each.toString(encoding));
      for (const format of ['text', 'json'] as const) {
        const output = new PassThrough();
        patchOutput(output, format, 'info');
        CTX_REQUEST_ID.run(ID, () => chunks.map((chunk) => output.write(chunk, encoding)));
        output.end();
        const expected = chunks.map((chunk) => Buffer.from(chunk, encoding));
        expect(await buffer(output)).toEqual(Buffer.concat(expected));
      }
    },
  );

  it('leaves text in another default encoding alone', async () => {
    for (const format of ['text', 'json'] as const) {
      const lines = await written((output) => {
        output.setDefaultEncoding('base64');
        output.write('aGVsbG8K\n');
        output.write('placed\n', 'utf8');
        output.setDefaultEncoding('utf8');
      }, format);
      expect(lines.startsWith('hello\n')).toBe(true);
      expect(lines).toContain(ID);
    }
  });

  it('is at most seven times the text and 16 KiB, and the whole of it', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessage(), async (message) => {
        const chunk = `by ${message}\n`;
        const whole = `by ${message.replace(/\r$/, '')}`;
        const lines = await written((output) => output.write(chunk));
        expectTextInBounds(lines, chunk);
        expectWhole(lines, Buffer.from(whole).toString(), /^\[client\.1\](?: |$)/); // half a character has no bytes
        const line = await written((output) => output.write(chunk), 'json');
        expectJsonInBounds(line, chunk, 1);
        expect((JSON.parse(line) as { message: string }).message).toBe(whole);
      }),
    );
  });

  it('calls back once, when the last piece of a very long text is written', async () => {
    let [pieces, calls] = [0, 0];
    const output = new Writable({ write: (_chunk, _encoding, done) => (pieces++, setImmediate(done)) });
    patchOutput(output, 'text', 'info');
    await new Promise<void>((resolve) => {
      CTX_REQUEST_ID.run(ID, () =>
        output.write(`${'a'.repeat(3_000_000)}\n`, 'utf8', () => {
          calls++;
          expect(pieces).toBe(3);
          output.end(resolve);
        }),
      );
    });
    expect(calls).toBe(1);
  });

  it('has objects in JSON if the console has', async () => {
    const line = await written((output) => output.write('placed\n'), 'json');
    expect(JSON.parse(line)).toMatchObject({ level: 'info', message: 'placed', request_id: ID });
    const outside = await written((output) => output.write('start\n'), 'json', '');
    expect(JSON.parse(outside)).toMatchObject({ level: 'info', message: 'start' });
  });
});
