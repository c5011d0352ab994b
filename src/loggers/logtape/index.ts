export { contextLocalStorage } from './context-local-storage.js';
