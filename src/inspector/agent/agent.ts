/**
 * Tells the inspector of each request of the process that loads it. `throughline dev` loads it, behind `throughline/register` and the
 * doctor. Without `THROUGHLINE_INSPECTOR`, which `throughline dev` sets, and in a package manager, it does nothing.
 */
import { singleton } from '../../core/singleton.js';
import { isPackageManager } from './is-package-manager.js';
import { startAgent } from './start-agent.js';

const { THROUGHLINE_INSPECTOR: address } = process.env;
if (address && !isPackageManager(process.argv[1])) singleton('inspector', () => startAgent(address));
