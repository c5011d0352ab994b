import type { Place } from '../source/place.js';
import type { Finding, Grade, Mend } from '../findings/finding.js';
import { placeAt } from '../findings/callback-of.js';
import type { DoctorCode } from '../codes.js';
import { type Loaded, loadedIn, type Node } from './syntax.js';

/** A file that is checked. */
export interface CheckedFile {
  readonly file: string;
  readonly source: string;
  readonly program: Node;
  readonly loaded: readonly Loaded[];
}

/** What is known of all files together. */
export interface Project {
  /** Whether any of them loads this package: else it is traced from outside, and nothing is known of that. */
  readonly usesThroughline: boolean;
  /** Whether any of them loads register or `mend`, so that libraries are mended. */
  readonly isMended: boolean;
  /** Whether any of them loads the adapter of a framework, which may run behind a listener of the application's own. */
  readonly hasFramework: boolean;
}

/** Finds in one file what would go wrong. */
export type Rule = (file: CheckedFile, project: Project) => readonly Finding[];

export function checkedFile(file: string, source: string, program: Node): CheckedFile {
  return { file, source, program, loaded: loadedIn(program) };
}

/** A finding at a node of a file. */
export function findingAt(
  { file, source }: CheckedFile,
  node: Node,
  what: { code: DoctorCode; grade: Grade; message: string; label: string; mend: Mend },
): Finding {
  const place: Place = placeAt(file, source, node.start);
  const unknown = { calledBy: undefined, calledAt: undefined, origin: undefined, own: undefined, context: undefined };
  return { ...what, ...unknown, severity: 'fault', place, callback: `${file}@${node.start}`, count: 0 };
}
