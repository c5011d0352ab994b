// As ansi-styles 4, which chalk up to 4 loads.
const styles = { red: 31 };
Object.defineProperty(module, 'exports', { enumerable: true, get: () => styles });
