import type { Finding } from '../findings/finding.js';
import { narratedReport } from './narrated.js';
import { COLOURS, NO_COLOURS, terminalReport } from './terminal.js';

/** How a report is written. `colours` is `text` for a terminal. */
export type Format = 'text' | 'colours' | 'narrated' | 'json';

/** The findings as text, with paths from `folder` on. JSON has one object with the findings as they are. */
export function reportOf(findings: readonly Finding[], format: Format, folder: string): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ findings }, undefined, 2)}\n`;
    case 'narrated':
      return narratedReport(findings, folder);
    case 'colours':
      return terminalReport(findings, folder, COLOURS);
    default:
      return terminalReport(findings, folder, NO_COLOURS);
  }
}
