import type { ContextVar } from './context-var.js';
import { type WeakReference, weakReference } from './runtime/weak-reference.js';

/** A variable that claims a name, and what was said of it then. It is kept by nobody here. */
export interface Claim<M> {
  readonly variable: WeakReference<ContextVar<unknown>>;
  readonly mark: M;
  /** The file that made the claim, if that is known. */
  readonly file: string | undefined;
}

/** Modules that are loaded by other URLs each time are never let go: only the latest copies of a variable share its name. */
const MAX_COPIES = 32;

interface Place<N, M> {
  name: N;
  /** Those in use, the latest first. */
  claims: readonly Claim<M>[];
}

/**
 * Names that variables claim, in the order in which they were claimed first: fields of log lines, keys of baggage. Where a module is
 * evaluated twice, by a hot reload or once for each layer of a framework, copies of one variable share a name.
 */
export class ClaimedNames<N extends string | false, M> {
  #places: Place<N, M>[] = [];
  readonly #changed: () => void;
  readonly #whenGone =
    typeof FinalizationRegistry === 'function' ? new FinalizationRegistry(() => this.#update()) : undefined;

  /** `changed` is called when names are claimed otherwise than before. */
  constructor(changed: () => void = () => {}) {
    this.#changed = changed;
  }

  /** What the variable claims. */
  find(variable: ContextVar<unknown>): { readonly name: N; readonly claim: Claim<M> } | undefined {
    for (const { name, claims } of this.#places) {
      const claim = claims.find((each) => isOf(each, variable));
      if (claim !== undefined) return { name, claim };
    }
    return undefined;
  }

  /** Those who claim `name`, the latest first. */
  of(name: N): readonly Claim<M>[] {
    return this.#places.find((place) => place.name === name)?.claims ?? [];
  }

  /** Whether no name is claimed. */
  get isEmpty(): boolean {
    return this.#places.length === 0;
  }

  /** Every name with those who claim it, the latest first. */
  *[Symbol.iterator](): IterableIterator<readonly [name: N, claims: readonly Claim<M>[]]> {
    for (const { name, claims } of this.#places) yield [name, claims];
  }

  /** The variable claims `name`, and no other name any more. `false` is no name, and nobody shares it. */
  claim(variable: ContextVar<unknown>, name: N, mark: M, file?: string): void {
    const claim = { variable: weakReference(variable), mark, file };
    const former = this.#places.find(({ claims }) => claims.some((each) => isOf(each, variable)));
    if (former === undefined) this.#whenGone?.register(variable, undefined);
    else former.claims = former.claims.filter((each) => !isOf(each, variable));
    const place = name === false ? undefined : this.#places.find((each) => each.name === name);
    if (place !== undefined) place.claims = [claim, ...place.claims].slice(0, MAX_COPIES);
    else if (former?.claims.length === 0) Object.assign(former, { name, claims: [claim] }); // it keeps its place
    else this.#places.push({ name, claims: [claim] });
    this.#update();
  }

  /** Forgets the variables that are gone. */
  #update(): void {
    for (const place of this.#places) place.claims = place.claims.filter((each) => each.variable.deref() !== undefined);
    this.#places = this.#places.filter(({ claims }) => claims.length > 0);
    this.#changed();
  }
}

/**
 * Whether a variable that is in use has the name, and is no copy of `variable`: it is called otherwise, or another file made its
 * claim.
 */
export function isContested(claims: readonly Claim<unknown>[], variable: ContextVar<unknown>, file?: string): boolean {
  return claims.some((claim) => {
    const other = claim.variable.deref();
    if (other === undefined || other === variable) return false;
    return other.name !== variable.name || (file !== undefined && claim.file !== undefined && claim.file !== file);
  });
}

function isOf({ variable }: Claim<unknown>, owner: ContextVar<unknown>): boolean {
  return variable.deref() === owner;
}
