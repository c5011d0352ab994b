import type { KnipConfig } from 'knip';

import pkg from './package.json' with { type: 'json' };

const built = Object.values(pkg.exports).flatMap((entry) => (typeof entry === 'string' ? [] : entry.import.default));

const config: KnipConfig = {
  entry: [
    ...built.map((file) => file.replace('./dist/esm/', 'src/').replace(/\.js$/, '.ts')),
    'src/core/runtime/async-local-storage{,-browser}.ts',
    'src/command/command.ts',
    'src/inspector/page/main.tsx',
    'src/register/{tracing,otlp/start-otlp}.ts',
    'src/inspector/agent/agent.ts',
    'scripts/*.{js,ts}',
    'site/.vitepress/{config,theme/index}.ts',
    'examples/*.{ts,mjs}',
    'examples/recipes/*.ts',
    'examples/commonjs/*.cjs',
    'test/whole/browser/page.ts',
    'test/slow/wire/service.ts',
    'test/unit/cls-hooked/run-theirs.ts',
    'test/whole/runtimes/inside/*.ts',
    'examples/from-python/*.ts',
    'examples/from/*/{after,finished}.ts',
    'test/whole/register/apps/**',
    'test/whole/{processes,threads}/*.mjs',
    'test/slow/journey/*.mjs',
    'test/slow/applications/*/server.js',
    'test/slow/applications/*/src/{index,main}.{js,ts}',
    'bench/*.ts',
    'bench/{cls-hooked,core,doctor,inspector,requests,logs,wire,scale,start-up}/*.ts',
    'test/whole/performance/nest.js',
    'test/whole/performance/count.js',
    'test/whole/performance/count-per-request.js',
    'test/whole/changes/probe.cjs',
    'test/slow/truth/{run,keep}-case.js',
    'test/slow/doctor/keep.js',
    'test/slow/inspector/{shop.js,app.mjs,job.mjs,lost.mjs,many.mjs}',
  ],
  project: ['src/**', 'scripts/**', 'site/**/*.ts', 'examples/**', 'bench/**', 'test/**'],
  ignore: [
    'examples/{jobs,start}/**/*.ts', // their libraries are those of test/support/frameworks/{brokers,starts}
    'test/support/frameworks/**/*.{js,jsx,mjs}',
    'test/slow/consumers/type-uses/**',
    'test/unit/testing/runners/suite.cjs',
    'test/whole/doctor/runners/suite.cjs',
    'test/slow/applications/*/**/*.js',
    'bench/peers/**',
    'test/whole/peers/programs/**',
    'examples/from/*/before.ts',
    'test/whole/doctor/{culprits,healthy,notes}/**',
  ],
  ignoreDependencies: ['events', 'sequelize', 'vitepress', 'vue'], // the last two are those of site/
  ignoreBinaries: ['openssl', 'script', 'taskset', 'unshare'],
};

export default config;
