import { checkFiles } from '../doctor/check/check-files.js';
import { chosenFormat, readDoctorSettings } from '../doctor/settings.js';
import { reportOf } from '../doctor/report/report.js';

/** What `throughline check` does: reports what it finds on the standard output, and fails where it finds anything. */
export async function check(paths: readonly string[]): Promise<void> {
  try {
    const { format } = readDoctorSettings(process.env['THROUGHLINE_DOCTOR']);
    const findings = await checkFiles(paths);
    if (findings.length > 0) process.exitCode = 1;
    if (findings.length > 0 || format === 'json')
      process.stdout.write(reportOf(findings, chosenFormat(format, process.stdout), process.cwd()));
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    console.error(`throughline check: ${code === 'ENOENT' ? `there is no file and no folder ${path}` : message}`);
    process.exitCode = 1;
  }
}
