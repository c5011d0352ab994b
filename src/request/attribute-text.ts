/** Attributes of spans that hold a text are no longer than this: it may come from the network. */
const MAX_LENGTH = 2048;

/** `text`, cut to what an attribute of a span may hold. */
export function attributeText(text: string): string {
  return text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
}
