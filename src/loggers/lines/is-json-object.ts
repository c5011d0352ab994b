/** Whether a line is an object in JSON. Line breaks of Unicode may stand in JSON as they are, but none of ASCII. */
export function isJsonObject(line: string): boolean {
  if (!line.startsWith('{') || !line.endsWith('}') || /[\r\v\f]/.test(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
