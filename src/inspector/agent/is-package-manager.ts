const PACKAGE_MANAGERS = /(?:^|[/\\])(?:npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(?:-cli)?(?:-[\d.]+)?(?:\.[cm]?js)?$/;

/** Whether a process runs a package manager, which starts the application as a script of `package.json`, and is none itself. */
export function isPackageManager(entry: string | undefined): boolean {
  return entry !== undefined && PACKAGE_MANAGERS.test(entry);
}
