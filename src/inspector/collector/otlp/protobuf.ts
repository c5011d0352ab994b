import type { Fields } from '../../protocol/fields.js';

/** How a field is written. `[message]` is a list of messages. */
type Kind =
  | 'text'
  | 'hex'
  | 'base64'
  | 'int'
  | 'bool'
  | 'double'
  | 'fixed64'
  | 'fixed32'
  | MessageType
  | readonly [MessageType];

/** The fields of a message that are read, by their numbers. A function, for messages hold themselves. */
export type MessageType = () => Readonly<Record<number, readonly [name: string, kind: Kind]>>;

/** In all messages of one body: each costs many times its bytes. */
const MAX_MESSAGES = 100_000;
const MAX_DEPTH = 24;

/**
 * Reads a message as the JSON that OTLP has for it: numbers of 64 bits are text, ids are hex. Fields that are not known are passed over.
 * Throws a `RangeError` for bytes that are no such message, and for more messages than anybody sends. Source: Protocol Buffers, "Encoding".
 */
export function readProtobuf(bytes: Buffer, type: MessageType): Fields {
  return new Reader(bytes).message(type, bytes.length, 0);
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #messages = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  message(type: MessageType, end: number, depth: number): Fields {
    if (++this.#messages > MAX_MESSAGES || depth > MAX_DEPTH) throw new RangeError('Too many messages');
    const known = type();
    const fields: Record<string, unknown> = {};
    while (this.#at < end) {
      const tag = Number(this.#varint());
      const field = known[tag >>> 3];
      const value = this.#value(tag & 7, field?.[1], depth);
      if (field === undefined || value === undefined) continue;
      const [name, kind] = field;
      if (Array.isArray(kind)) ((fields[name] ??= []) as unknown[]).push(value);
      else fields[name] = value;
    }
    if (this.#at !== end) throw new RangeError('A message ends behind its end');
    return fields;
  }

  #value(wire: number, kind: Kind | undefined, depth: number): unknown {
    switch (wire) {
      case 0:
        return varintAs(this.#varint(), kind);
      case 1:
        return fixed64As(this.#take(8), kind);
      case 2:
        return this.#delimited(kind, depth);
      case 5:
        return kind === 'fixed32' ? this.#take(4).readUInt32LE() : void this.#take(4);
      default:
        throw new RangeError('A group, or no message at all');
    }
  }

  #delimited(kind: Kind | undefined, depth: number): unknown {
    const length = Number(this.#varint());
    const type = typeof kind === 'function' ? kind : Array.isArray(kind) ? (kind[0] as MessageType) : undefined;
    if (type === undefined) return bytesAs(this.#take(length), kind);
    if (length > this.#bytes.length - this.#at) throw new RangeError('A message ends behind the body');
    return this.message(type, this.#at + length, depth + 1);
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#take(1)[0] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('A number is too long');
  }

  #take(length: number): Buffer {
    if (!(length <= this.#bytes.length - this.#at)) throw new RangeError('The body ends too early');
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }
}

function varintAs(value: bigint, kind: Kind | undefined): unknown {
  if (kind === 'bool') return value !== 0n;
  return kind === 'int' ? BigInt.asIntN(64, value).toString() : undefined;
}

function fixed64As(bytes: Buffer, kind: Kind | undefined): unknown {
  if (kind === 'double') return bytes.readDoubleLE();
  return kind === 'fixed64' ? bytes.readBigUInt64LE().toString() : undefined;
}

function bytesAs(bytes: Buffer, kind: Kind | undefined): unknown {
  if (kind === 'text') return bytes.toString('utf8');
  return kind === 'hex' || kind === 'base64' ? bytes.toString(kind) : undefined;
}
