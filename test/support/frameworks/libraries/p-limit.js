import pLimit from 'p-limit';

export function open() {
  const limit = pLimit(2);
  const work = async (seen) => {
    seen();
    await new Promise((resolve) => void setTimeout(resolve, 1));
  };
  return {
    'limit, function': (seen) => limit(work, seen),
    'limit, promise': (seen) => limit(work, () => {}).then(seen),
  };
}
