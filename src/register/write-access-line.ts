import type { WriteLine } from '../access-log/access-logger.js';

/** Writes the line of the access log to the console, whose prefix or fields have the id: `GET /orders/1 200 532 bytes 12.5 ms`. */
export const writeAccessLine: WriteLine = (level, message, { bytes, duration_ms: duration, outcome, status }) => {
  const sent = bytes === undefined ? '' : ` ${bytes} bytes`;
  const end = status === undefined || outcome === 'completed' ? '' : ` ${outcome}`; // else the message has it
  return console[level]('%s', `${message}${sent} ${duration} ms${end}`);
};
