import { patch } from '../../core/patch.js';
import { isJsonObject } from '../../loggers/lines/is-json-object.js';
import { writeOwnLines } from '../../loggers/lines/own-lines.js';
import { addMissingFields } from './add-missing-fields.js';

type Method = (...args: readonly unknown[]) => unknown;

/** The part of the class `ConsoleLogger` of Nest 11 and 12 that is needed. */
interface ConsoleLoggerClass {
  readonly prototype: Record<'printAsJson' | 'stringifyJsonLogObject', Method>;
}

/** Lets all loggers of this class, and of those that inherit from it, write the fields of the context into their JSON. */
export function patchNest({ prototype }: ConsoleLoggerClass): void {
  patch(prototype, 'printAsJson', (print) => {
    return function printOwnJson(this: unknown, ...args): unknown {
      return writeOwnLines(isJsonObject, () => Reflect.apply(print, this, args)); // perhaps to the console
    };
  });
  patch(prototype, 'stringifyJsonLogObject', (stringify) => {
    return function stringifyWithFields(this: unknown, record, ...rest): unknown {
      return Reflect.apply(stringify, this, [addMissingFields({ ...(record as object) }), ...rest]);
    };
  });
}
