/**
 * The functions of cls-hooked and continuation-local-storage. They share their context with `ContextVar`.
 *
 * @module
 * @since 0.1.0
 */
import { ERROR_SYMBOL } from './mark-error.js';
import { createNamespace, destroyNamespace, getNamespace, reset } from './namespaces.js';

export type { Namespace } from './types.js';
export { createNamespace, destroyNamespace, ERROR_SYMBOL, getNamespace, reset };

/** For `import cls from`: the same functions. */
export default { createNamespace, destroyNamespace, ERROR_SYMBOL, getNamespace, reset };
