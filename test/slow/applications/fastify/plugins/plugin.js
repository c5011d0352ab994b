/** Lets a plugin decorate the application that it is registered in, as fastify-plugin does. */
export function plugin(register) {
  return Object.assign(register, { [Symbol.for('skip-override')]: true });
}
