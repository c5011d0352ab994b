import { like, type Token } from './token.js';

/** How each package manager says `npm install`, `--save-dev` and `npx`. */
const MANAGERS = {
  npm: ['npm install', '--save-dev', 'npx'],
  pnpm: ['pnpm add', '--save-dev', 'pnpm exec'],
  yarn: ['yarn add', '--dev', 'yarn'],
  bun: ['bun add', '--dev', 'bunx'],
} as const;

/** Shows a block of nothing but `npm install <packages>` and `npx` for each package manager. Markdown has it for npm only. */
export function installTabs(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => (isInstall(token) ? tabsOf(token) : token));
}

function isInstall({ type, info, content }: Token): boolean {
  if (type !== 'fence' || info.includes('[')) return false;
  return /^npm install /m.test(content) && /^((npm install|npx) [^&|;#\n]+\n)+$/.test(content);
}

function tabsOf(token: Token): Token[] {
  return Object.entries(MANAGERS).map(([name, [install, dev, execute]]) => {
    const installed = token.content.replaceAll(/^npm install/gm, install).replaceAll('--save-dev', dev);
    return like(token, { info: `sh [${name}]`, content: installed.replaceAll(/^npx/gm, execute) });
  });
}
