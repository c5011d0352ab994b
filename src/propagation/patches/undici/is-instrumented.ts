/** What `node:diagnostics_channel` gives. */
interface Channel {
  readonly _subscribers?: readonly { readonly name: string }[];
}

/**
 * Whether OpenTelemetry's instrumentation of undici sees the requests, and makes spans of them: it listens to the same channel, by this name. It says so
 * nowhere else. Source: @opentelemetry/instrumentation-undici, `enable`.
 */
export function isInstrumented(create: object): boolean {
  const { _subscribers: subscribers = [] } = create as Channel;
  return subscribers.some(({ name }) => name === 'bound onRequestCreated');
}
