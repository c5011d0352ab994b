/** Whether a request came with a body, by its headers. Bodies are not kept, so it cannot be sent again. */
export function hadBody(headers: Readonly<Record<string, string>>): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
}
