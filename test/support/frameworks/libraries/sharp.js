import { createRequire } from 'node:module';
import sharp from 'sharp';

const required = createRequire(import.meta.url)('sharp');
const create = { width: 8, height: 8, channels: 3, background: 'red' };

export async function open(mend) {
  mend(sharp);
  mend(required);
  const png = await sharp({ create }).png().toBuffer();
  return {
    'toBuffer, callback': (seen) => sharp({ create }).png().toBuffer(seen),
    'toBuffer, promise': (seen) => sharp({ create }).png().toBuffer().then(seen),
    'metadata, callback': (seen) => sharp(png).metadata(seen),
    'stats, callback': (seen) => sharp(png).stats(seen),
    'stream, data': (seen) => sharp(png).resize(4).once('data', seen),
    'required, toBuffer, callback': (seen) => required({ create }).png().toBuffer(seen),
  };
}
