/** Options of Node, of any version, that may have their value as the next argument. A test compares them with `node --help`. */
const WITH_VALUE: ReadonlySet<string> = new Set(
  `-C -r --allow-fs-read --allow-fs-write --bench-isolation --bench-name-pattern --bench-reporter --bench-reporter-destination
  --bench-samples --bench-warmup --build-sea --build-snapshot-config --conditions --cpu-prof-dir --cpu-prof-interval
  --cpu-prof-name --debug-port --diagnostic-dir --disable-proto --disable-warning --dns-result-order --env-file
  --env-file-if-exists --experimental-config-file --experimental-default-type --experimental-loader
  --experimental-package-map --experimental-policy --experimental-sea-config --experimental-test-isolation
  --experimental-test-tag-filter --heap-prof-dir --heap-prof-interval --heap-prof-name --heapsnapshot-near-heap-limit
  --heapsnapshot-signal --icu-data-dir --import --input-type --inspect-port --inspect-publish-uid --loader
  --localstorage-file --max-http-header-size --max-old-space-size-percentage
  --network-family-autoselection-attempt-timeout --openssl-config --policy-integrity --redirect-warnings
  --report-directory --report-dir --report-filename --report-signal --require --secure-heap --secure-heap-min
  --security-revert --snapshot-blob --test-concurrency --test-coverage-branches --test-coverage-exclude
  --test-coverage-functions --test-coverage-include --test-coverage-lines --test-global-setup --test-isolation
  --test-name-pattern --test-random-seed --test-reporter --test-reporter-destination --test-rerun-failures --test-shard
  --test-skip-pattern --test-timeout --title --tls-cipher-list --tls-keylog --trace-event-categories
  --trace-event-file-pattern --trace-require-module --unhandled-rejections --use-largepages --v8-pool-size --vfs-load
  --vfs-mount --watch-kill-signal --watch-path`.split(/\s+/),
);

/** With these, Node runs something else than a program that the arguments name. `-` is its standard input. */
const INSTEAD: ReadonlySet<string> = new Set(['-', '-e', '--eval', '-p', '--print', '-pe', '--test']);

/** Where, among arguments of Node, its options end and a program is named, or `--run` a script; `undefined` where none is. */
export function programAt(args: readonly string[]): number | undefined {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg === '--') return at + 1 < args.length ? at + 1 : undefined;
    if (!arg.startsWith('-') || /^--run(?:=|$)/.test(arg)) return at;
    if (INSTEAD.has(arg.replace(/=.*/s, ''))) return undefined;
    if (WITH_VALUE.has(arg)) at++;
  }
  return undefined;
}
