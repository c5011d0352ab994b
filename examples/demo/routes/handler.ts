import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request. `url` tells the ledger which one it is, without the context. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: string) => Promise<void>;
