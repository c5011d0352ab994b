// No server: it prints what the server of somebody else prints.
import { execFileSync } from 'node:child_process';

console.log('one\n[abc] two \u001B[1mbold\u001B[0m');
console.error({ three: 3 });
if (process.argv[2] !== 'inner') {
  process.stdout.write(execFileSync(process.execPath, [...process.execArgv, import.meta.filename, 'inner']));
}
