/** One call on a stack. */
export interface Call {
  /** A path, a `file:` URL, or the name of one of Node's modules; `''` where there is none, as for native code. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `''` for a function without a name. */
  readonly function: string;
  /** Whether it waits for what stands above it. */
  readonly isAsync: boolean;
  /** Where the call waits for one of several promises: which one it is. */
  readonly branch: number | undefined;
}

/** A stack that was taken and not read yet: reading it costs ten times as much. */
export interface Stack {
  readonly stack?: unknown;
}

type CallSite = Partial<Pick<NodeJS.CallSite, 'isAsync' | 'isPromiseAll' | 'getPromiseIndex'>> &
  Omit<NodeJS.CallSite, 'isAsync' | 'isPromiseAll' | 'getPromiseIndex'> & { isPromiseAny?(): boolean };

const errors = Error as unknown as { stackTraceLimit: number | undefined; prepareStackTrace?: unknown };

/** As it was before the application, which may put another one in its place. */
const captureStackTrace = Error.captureStackTrace.bind(Error);

/** The stack of now, with at most `limit` calls, from the caller of `below` on. */
export function takeStack(below: Function, limit: number): Stack {
  const holder: Stack = {};
  const before = Object.getOwnPropertyDescriptor(errors, 'stackTraceLimit');
  const isGuarded = before?.set !== undefined || before?.get !== undefined; // to ask it is to call the application
  if (!isGuarded) Reflect.set(errors, 'stackTraceLimit', limit);
  captureStackTrace(holder, below);
  if (before === undefined) Reflect.deleteProperty(errors, 'stackTraceLimit'); // the application took it away
  else if (!isGuarded) Reflect.set(errors, 'stackTraceLimit', before.value);
  return holder;
}

/** Its calls, the innermost first; none where somebody else has read the stack before. */
export function callsOf(stack: Stack): readonly Call[] {
  return sitesOf(stack).map((site) => callAt(site));
}

/** The innermost of its calls in a file that `isWanted` says yes to: cheaper than all of them. */
export function callIn(stack: Stack, isWanted: (file: string) => boolean): Call | undefined {
  return callsIn(stack, isWanted, 1)[0];
}

/** The same for the `most` innermost ones. */
export function callsIn(stack: Stack, isWanted: (file: string) => boolean, most: number): readonly Call[] {
  const calls: Call[] = [];
  for (const site of sitesOf(stack)) {
    if (isWanted(site.getFileName() ?? '')) calls.push(callAt(site));
    if (calls.length === most) break;
  }
  return calls;
}

function sitesOf(stack: Stack): readonly CallSite[] {
  const before = Object.getOwnPropertyDescriptor(errors, 'prepareStackTrace');
  // Not set: the application may have put a setter there.
  if (!Reflect.defineProperty(errors, 'prepareStackTrace', { value: asTheyAre, configurable: true, writable: true }))
    return [];
  try {
    const sites = stack.stack;
    return Array.isArray(sites) ? (sites as readonly CallSite[]) : [];
  } finally {
    if (before === undefined) Reflect.deleteProperty(errors, 'prepareStackTrace');
    else Object.defineProperty(errors, 'prepareStackTrace', before);
  }
}

function asTheyAre(_: unknown, sites: readonly CallSite[]): unknown {
  return sites;
}

function callAt(site: CallSite): Call {
  const isOfSeveral = site.isPromiseAll?.() === true || site.isPromiseAny?.() === true;
  return {
    file: site.getFileName() ?? '',
    line: site.getLineNumber() ?? 0,
    column: site.getColumnNumber() ?? 0,
    function: site.getFunctionName() ?? '',
    isAsync: site.isAsync?.() === true,
    branch: isOfSeveral ? (site.getPromiseIndex?.() ?? undefined) : undefined,
  };
}
