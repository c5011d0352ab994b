/** A socket that is traced has this property, with the task of its connection as its value if it has one of its own. */
export const SOCKET: unique symbol = Symbol.for('throughline.socket');
