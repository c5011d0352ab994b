import { CODES } from '../doctor/codes.js';

const codes = Object.entries(CODES).map(([code, { title }]) => `  ${code.padEnd(18)} ${title}\n`);

/** The help of the commands that have no options of their own. */
export const USAGES = {
  doctor: `Usage: throughline doctor [options of node] app.js [arguments]
       throughline doctor [options of node] command [arguments]

Runs app.js, or a command that starts node, with the doctor. When the application ends, the doctor says why a line has
no id, or the wrong one. Set THROUGHLINE_DOCTOR to one or more of these words, separated by commas:

  strict                  ends with the exit code 1 if there is a fault
  text, narrated or json  how to write the report (default: text)
`,
  check: `Usage: throughline check <file or folder> ...

Finds in your source what the doctor would find, without running it. Ends with the exit code 1 if it finds anything.
Set THROUGHLINE_DOCTOR to text, narrated or json to choose how to write the report (default: text).
`,
  explain: `Usage: throughline explain <code>

Explains a code of the doctor or of check:

${codes.join('')}`,
} as const;
