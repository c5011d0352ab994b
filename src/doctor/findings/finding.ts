import type { DoctorCode } from '../codes.js';
import type { Place } from '../source/place.js';

/** How sure it is that a finding is a fault. */
export type Grade = 'sure' | 'likely' | 'guess';

/** `fault`: a line has no id, or a wrong one. `note`: something that you should know. */
export type Severity = 'fault' | 'note';

/** A request, a job or a message that a finding is about. */
export interface RequestName {
  readonly kind: 'request' | 'job' | 'message';
  /** `''` for one that is skipped. */
  readonly id: string;
  /** What a job is called, or what handles a message; `''` for a request. */
  readonly name: string;
  /** `''` for a job or a message, as is `path`. */
  readonly method: string;
  readonly path: string;
}

/** A change of a file: at `place`, remove `removed` characters, and insert `text`. */
export interface Change {
  readonly place: Place;
  readonly removed: number;
  readonly text: string;
}

/** What to do about a finding. */
export interface Mend {
  /** What it does, as the report says it. */
  readonly text: string;
  /** The code as it then is, to be pasted. */
  readonly code: readonly string[];
  /** The same as changes of files; none where what is to be changed is not known to the letter. */
  readonly changes: readonly Change[];
}

/** Where a flow of execution began. */
export interface Origin {
  /** What began it, in words: `a connection`. */
  readonly what: string;
  /** Where the user's code started that; `undefined` where it was none of theirs. */
  readonly place: Place | undefined;
  /** The request in which that was; `undefined` outside of any. */
  readonly request: RequestName | undefined;
}

/** One cause of lines without an id, or with a wrong one; or what is to be known. Plain data: it can be written as JSON. */
export interface Finding {
  readonly code: DoctorCode;
  readonly severity: Severity;
  readonly grade: Grade;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** The user's own callback, at the place in it where this was seen. */
  readonly place: Place;
  /** Where that callback begins: findings of one callback have one cause. */
  readonly callback: string;
  /** What happens at the place. */
  readonly label: string;
  /** The library that called the callback, with its version, or a module of Node; `undefined` where nobody else did. */
  readonly calledBy: string | undefined;
  /** Where code of the user's own called it, such as a queue of theirs; `undefined` where somebody else did. */
  readonly calledAt: Place | undefined;
  readonly origin: Origin | undefined;
  /** The request that the code belongs to; `undefined` where that is not known. */
  readonly own: RequestName | undefined;
  /** The request in whose context it ran; `undefined` where that was none. */
  readonly context: RequestName | undefined;
  readonly mend: Mend;
  /** Of how many requests it was seen, 0 in what `throughline check` reads. `own`, `context` and `origin` are of the first one. */
  count: number;
}

/** Those that are faults, or those that are not. */
export function only(severity: Severity, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.severity === severity);
}
