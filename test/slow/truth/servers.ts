import { connect } from 'node:net';

/** The servers that libraries need: the usual variable with the address, and where one is on the machine of a developer. */
const ADDRESSES: Readonly<Record<string, readonly [variable: string, standard: string]>> = {
  PostgreSQL: ['DATABASE_URL', 'postgres://postgres@127.0.0.1:5432/postgres'],
  MySQL: ['MYSQL_URL', 'mysql://root@127.0.0.1:3306/mysql'],
  Redis: ['REDIS_URL', 'redis://127.0.0.1:6379'],
  RabbitMQ: ['AMQP_URL', 'amqp://127.0.0.1:5672'],
  NATS: ['NATS_URL', 'nats://127.0.0.1:4222'],
  Mosquitto: ['MQTT_URL', 'mqtt://127.0.0.1:1883'],
};

export function addressOf(server: string): string {
  const [variable, standard] = ADDRESSES[server] ?? ['', ''];
  return process.env[variable] ?? standard;
}

/** Whether tests of what needs it run: where it is, and in CI anyway, where they fail without it. */
export async function isRequired(server: string | undefined): Promise<boolean> {
  return server === undefined || process.env['CI'] !== undefined || isUp(server);
}

/** Whether something listens there. */
export function isUp(server: string): Promise<boolean> {
  const { hostname, port } = new URL(addressOf(server));
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
