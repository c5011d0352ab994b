import { Agent, get } from 'node:http';

/** How many requests are under way at once, each on a connection that is kept alive from one round to the next. */
const CONNECTIONS = 50;

/** What sends requests to a server on this machine. */
export class Load {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends this many requests and waits for the answers. */
  async send(requests: number): Promise<void> {
    let left = requests;
    const client = async (): Promise<void> => {
      while (left-- > 0) await this.#request();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, client));
  }

  #request(): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = get({ host: '127.0.0.1', port: this.#port, agent: this.#agent }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered with ${response.statusCode}`));
        response.resume().on('end', resolve).on('error', reject);
      });
      request.on('error', reject);
    });
  }
}
