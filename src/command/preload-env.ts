/**
 * The environment in which each Node that is started has these options and loads `register`, after what the environment says
 * already. Deno reads the same variable, Bun one of its own.
 */
export function preloadEnv(register: string, options: readonly string[]): NodeJS.ProcessEnv {
  const { env } = process;
  return {
    ...env,
    NODE_OPTIONS: joined(env['NODE_OPTIONS'], ['--require', register, ...options].map(quoted).join(' ')),
    BUN_OPTIONS: joined(env['BUN_OPTIONS'], `"--preload=${register.replaceAll('"', String.raw`\"`)}"`),
  };
}

function joined(given: string | undefined, added: string): string {
  return given ? `${given} ${added}` : added;
}

/** As Node reads it: within quotes, a backslash takes the next character as it is. */
function quoted(option: string): string {
  return /[\s"\\]/.test(option) || option === '' ? `"${option.replaceAll(/["\\]/g, '\\$&')}"` : option;
}
