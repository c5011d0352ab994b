/** What a name says whose value nobody is to see. */
const SECRET = /pass|pwd|secret|token|auth|cookie|session|key|cred|card|ssn|cvv|signature|jwt|bearer|private/i;

/** The same, without the keys that are no secrets: those of caches, rows and lists. */
const SURE =
  /pass|pwd|secret|token|auth|cookie|session|cred|card|ssn|cvv|signature|jwt|bearer|private|(?:api|app|access|account|admin|aes|client|crypto?|encryption|hmac|license|master|rsa|sas|service|shared|signing|ssh|storage)[-_.]?key|\bx-key/i;

/** `pw`, `db_pw` and `userPw`, but not `power`. */
const PW = /(?<![a-z])pw(?![a-z])|P[wW](?![a-z])/;

/** Where such a name may stand in a text. */
export const SECRET_WORD = new RegExp(`${SECRET.source}|pw`, 'gi');

/** Names under which an object has the name of its `value`. */
const NAMES_OF_NAMES = ['name', 'field', 'header', 'param', 'label', 'key'] as const;

/** The name of a header, as lists of names and values have it. */
const NAME = /^[\w-]{1,60}$/;

export const REDACTED = '(redacted)';

/** Whether values are shown as they are: `throughline dev --show-values`. */
export const showing = { isAll: false };

/** Whether what has this name is not to be shown. */
export function isSecret(name: string): boolean {
  return !showing.isAll && (SECRET.test(name) || PW.test(name));
}

/** Whether what a line writes as `name=value` is not to be shown: `key=user:1` is no secret, `api_key=x` is. */
export function isSecretField(name: string): boolean {
  return isSecret(name) && (SURE.test(name) || PW.test(name));
}

/** Whether an item of a list is the value of the name before it: `['authorization', 'Bearer x']`, also in a list of several such. */
export function isValueOfSecret(list: readonly unknown[], at: number): boolean {
  if (at % 2 === 0 || list.length % 2 === 1) return false;
  const name = Object.getOwnPropertyDescriptor(list, at - 1)?.value as unknown;
  return typeof name === 'string' && NAME.test(name) && isSecret(name);
}

/** Whether a part of an object is the value of a name that stands beside it: `{ name: 'password', value: 'x' }`. */
export function isValueBesideSecret(holder: object, part: string): boolean {
  if (part !== 'value' && part !== 'val') return false;
  return NAMES_OF_NAMES.some((key) => {
    const name: unknown = Object.getOwnPropertyDescriptor(holder, key)?.value;
    return typeof name === 'string' && NAME.test(name) && isSecret(name);
  });
}
