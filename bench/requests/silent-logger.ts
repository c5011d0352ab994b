import { type Logger, pino } from 'pino';
import { mixin } from 'throughline/pino';

/** Writes lines with the fields of their request to nowhere, as pino-http's side does. */
export function silentLogger(): Logger {
  return pino({ mixin }, pino.destination({ dest: '/dev/null', sync: false }));
}
