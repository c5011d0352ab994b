export { type ConsoleOptions, installConsole } from './install-console.js';
