/** What finds one of these names, those of fields, as a key in JSON, however deep. */
export function jsonKey(names: readonly string[]): RegExp {
  return new RegExp(`"(?:${names.join('|').replaceAll('.', String.raw`\.`)})":`);
}
