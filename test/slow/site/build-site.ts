import { execFile } from 'node:child_process';
import { promisify, stripVTControlCharacters } from 'node:util';

/** Writes the site of the project in `folder` to its site/dist. Rejects with what the build says, without its colours: VitePress colours its output under CI. */
export async function buildSite(folder = '.'): Promise<void> {
  try {
    await promisify(execFile)('node', ['scripts/docs.js', 'build'], { cwd: folder });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`The site could not be built:\n${stripVTControlCharacters(`${stdout}\n${stderr}`)}`, {
      cause: error,
    });
  }
}
