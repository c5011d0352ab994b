// Hooks of promises as the doctor has them, which do nothing: what those alone cost.
import { promiseHooks } from 'node:v8';

promiseHooks.onInit(() => {});
promiseHooks.onSettled(() => {});
