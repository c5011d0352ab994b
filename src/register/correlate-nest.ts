import { isJsonObject } from '../loggers/console/is-json-object.js';
import { writeOwnLines } from '../loggers/console/own-lines.js';
import { addMissingFields } from './add-missing-fields.js';

type Method = (...args: readonly unknown[]) => unknown;

/** The part of Nest's class `ConsoleLogger` that is needed. */
interface ConsoleLoggerClass {
  readonly prototype: { printAsJson: Method; stringifyJsonLogObject: Method };
}

/** Whether a class is the `ConsoleLogger` of Nest 11 or 12. */
export function isConsoleLogger(exported: unknown): exported is ConsoleLoggerClass {
  const { name, prototype } = Object(exported) as { name?: unknown; prototype?: Partial<Record<string, unknown>> };
  const methods = ['printAsJson', 'stringifyJsonLogObject', 'getJsonLogObject'];
  return name === 'ConsoleLogger' && methods.every((method) => typeof prototype?.[method] === 'function');
}

/** Lets all loggers of this class, and of those that inherit from it, write the fields of the context into their JSON. */
export function correlateNest({ prototype }: ConsoleLoggerClass): void {
  const { printAsJson: print, stringifyJsonLogObject: stringify } = prototype;
  Object.assign(prototype, {
    printAsJson(this: unknown, ...args: readonly unknown[]): unknown {
      return writeOwnLines(isJsonObject, () => Reflect.apply(print, this, args)); // which may be the console
    },
    stringifyJsonLogObject(this: unknown, record: object, ...rest: readonly unknown[]): unknown {
      return Reflect.apply(stringify, this, [addMissingFields({ ...record }), ...rest]);
    },
  });
}
