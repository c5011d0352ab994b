/**
 * The environment in which each Node that is started has these options and loads these files, after what the environment says
 * already. Deno reads the same variable, Bun one of its own.
 */
export function preloadEnv(files: readonly string[], options: readonly string[]): NodeJS.ProcessEnv {
  const { env } = process;
  return {
    ...env,
    NODE_OPTIONS: joined(env['NODE_OPTIONS'], [...requiring(files), ...options].map(quoted).join(' ')),
    BUN_OPTIONS: joined(env['BUN_OPTIONS'], files.map(preloaded).join(' ')),
  };
}

/** The options by which Node loads these files first. */
export function requiring(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => ['--require', file]);
}

function preloaded(file: string): string {
  return `"--preload=${file.replaceAll('"', String.raw`\"`)}"`;
}

function joined(given: string | undefined, added: string): string {
  return given ? `${given} ${added}` : added;
}

/** As Node reads it: within quotes, a backslash takes the next character as it is. */
function quoted(option: string): string {
  return /[\s"\\]/.test(option) || option === '' ? `"${option.replaceAll(/["\\]/g, '\\$&')}"` : option;
}
