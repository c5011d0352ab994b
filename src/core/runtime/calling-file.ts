/** A place in a stack: what stands before the line and the column. */
const PLACE = /(?:\(|at (?:async )?)((?:[a-z][\w+.-]+:\/\/|\/|[A-Z]:\\).*):\d+:\d+\)?$/;

/** Where this function is in the package: as it is built, and in its sources. */
const OWN_FILE = /[\\/](?:dist[\\/](?:esm|cjs)[\\/]shared[\\/]core\.js|src[\\/]core[\\/]runtime[\\/]calling-file\.ts)$/;

/**
 * The file that calls `fn`, asked for within it, without what a hot reload appends or a bundler's layers prepend. `undefined` where
 * the stack does not tell, and where this package is in a bundle: there one module may stand in several files.
 */
export function callingFile(fn: (...args: never[]) => unknown): string | undefined {
  const [own = ''] = placesIn(stackFrom());
  return OWN_FILE.test(own) ? placesIn(stackFrom(fn))[0] : undefined;
}

function stackFrom(fn?: (...args: never[]) => unknown): string {
  const holder: { stack?: unknown } = {};
  const { captureStackTrace } = Error as { captureStackTrace?: (holder: object, fn?: unknown) => void };
  captureStackTrace?.(holder, fn);
  return typeof holder.stack === 'string' ? holder.stack : '';
}

function placesIn(stack: string): string[] {
  return stack.split('\n').flatMap((line) => {
    const place = PLACE.exec(line.trim())?.[1];
    return place === undefined ? [] : [place.replace(/[?#].*$/, '').replace(/\/\([\w-]+\)\//, '/')];
  });
}
