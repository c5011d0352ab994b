import { ThroughlineError } from '../core/throughline-error.js';
import type { Format } from './report/report.js';

/** What `THROUGHLINE_DOCTOR` asks for. */
export interface Settings {
  /** Whether the process is to fail where there are findings. */
  readonly isStrict: boolean;
  /** `text` is in colours on a terminal. */
  readonly format: Exclude<Format, 'colours'>;
}

const FORMATS = ['text', 'narrated', 'json'] as const;

/** Reads words that are separated by commas. Throws `TL_ERR_INVALID_OPTION` for one that is not known. */
export function readDoctorSettings(value: string | undefined): Settings {
  const words = (value ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  if (!words.every((word) => word === 'strict' || FORMATS.some((format) => format === word))) {
    throw new ThroughlineError(
      'TL_ERR_INVALID_OPTION',
      'THROUGHLINE_DOCTOR',
      `a list of these words: strict, ${FORMATS.join(', ')}`,
    );
  }
  return { isStrict: words.includes('strict'), format: FORMATS.find((format) => words.includes(format)) ?? 'text' };
}

/** The format for an output: text has colours on a terminal, unless the environment says `NO_COLOR`. */
export function chosenFormat(format: Settings['format'], { isTTY }: { readonly isTTY?: boolean }): Format {
  return format === 'text' && isTTY === true && !process.env['NO_COLOR'] ? 'colours' : format;
}
