/** What a console writes its lines to. */
export interface LineSink {
  write(text: string, ...rest: unknown[]): unknown;
}

/** A console of Node, or one that is made by `new Console`, with the streams that it writes to. */
export interface ConsoleLike extends Console {
  _stdout?: LineSink;
  _stderr?: LineSink;
}

/** One of the two streams of a console. */
export type StreamName = '_stdout' | '_stderr';
