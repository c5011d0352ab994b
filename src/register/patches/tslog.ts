import { patch } from '../../core/patch.js';
import { isJsonObject } from '../../loggers/lines/is-json-object.js';
import { writeOwnLines } from '../../loggers/lines/own-lines.js';
import { addMissingFields } from './add-missing-fields.js';

type Method = (...args: readonly unknown[]) => unknown;
type Methods<Name extends string> = Record<Name, Method>;

// None of these functions is under way when tslog looks for the line of the application that logs: it takes the first that is
// not its own.

/** Lets the records of tslog 4 have the fields of the context, for JSON and for transports. Takes its class `BaseLogger`. */
export function patchTslogRecords({ prototype }: { readonly prototype: Methods<'_toLogObj'> }): void {
  patch(prototype, '_toLogObj', (toRecord) => {
    return function toRecordWithFields(this: unknown, ...args): unknown {
      return addMissingFields(Reflect.apply(toRecord, this, args) as object);
    };
  });
}

/** Lets the console leave the JSON of tslog 4 as it is. Takes the object by which it reaches the runtime. */
export function patchTslogRuntime(environment: Methods<'transportJSON'>): void {
  patch(environment, 'transportJSON', (write) => {
    return (...args) => writeOwnLines(isJsonObject, () => Reflect.apply(write, environment, args));
  });
}

/** Lets the JSON of tslog 5 have the fields of the context. Takes what it exports as `fullCoreFeatures`. */
export function patchTslogFeatures(features: Methods<'renderJson'>): void {
  patch(features, 'renderJson', (render) => {
    return (record, ...rest) => Reflect.apply(render, features, [addMissingFields(record as object), ...rest]);
  });
}
