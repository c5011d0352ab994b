import bcrypt from 'bcrypt';

export function open(mend) {
  mend(bcrypt);
  const hash = bcrypt.hashSync('x', 4);
  return {
    'hash, callback': (seen) => bcrypt.hash('x', 4, seen),
    'compare, callback': (seen) => bcrypt.compare('x', hash, seen),
    'genSalt, callback': (seen) => bcrypt.genSalt(4, seen),
    'compare, promise': (seen) => bcrypt.compare('x', hash).then(seen),
  };
}
