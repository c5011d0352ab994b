import type { Place } from './place.js';

/** An application of somebody who has never heard of Throughline: `test/slow/applications/<folder>`. */
export interface Application {
  readonly name: string;
  readonly folder: string;
  /** The arguments of `node`: how such users start it. */
  readonly start: readonly string[];
  /** Where its lines have not the id of the request that they are about. */
  readonly places: readonly Place[];
  readonly service?: Service;
}

/** A service that an application uses, in place of what it has in memory, if it is told where. */
interface Service {
  readonly name: string;
  readonly port: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly places: readonly Place[];
}
