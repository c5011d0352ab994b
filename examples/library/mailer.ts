// A library. It owns no server, and works with any server or none.
import { bind, ContextVar } from 'throughline';

/** Private, named after the library, and with a default: reading it never throws. */
const LOCALE = new ContextVar<string>('mailer.locale', { default: 'en' });
const GREETINGS: Record<string, string> = { en: 'Hello', fr: 'Bonjour' };

/** Mails that `fn` sends are in this language. Mails of its caller are not. */
export function withLocale<R>(locale: string, fn: () => R): R {
  return LOCALE.run(locale, fn);
}

const waiting: (() => void)[] = [];
let timer: NodeJS.Timeout | undefined;

/** Sends a mail with the next batch, then calls `done` with its text. */
export function sendMail(name: string, done: (text: string) => void): void {
  const text = `${GREETINGS[LOCALE.get()]} ${name}`; // read here: the batch belongs to nobody
  waiting.push(bind(() => done(text))); // `done` runs for its own sender, not for the first one
  timer ??= setTimeout(sendBatch, 10);
}

function sendBatch(): void {
  timer = undefined;
  for (const sent of waiting.splice(0)) sent();
}
