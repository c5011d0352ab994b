import { singleton } from '../../core/singleton.js';

/** The text that a console with ids is writing: it has them already. Of all copies of the package. */
export const rewrittenText = singleton('rewritten-text', (): { current: string | undefined } => ({
  current: undefined,
}));
