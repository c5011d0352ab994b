import type { KnipConfig } from 'knip';

import pkg from './package.json' with { type: 'json' };

const built = Object.values(pkg.exports).flatMap((entry) => (typeof entry === 'string' ? [] : entry.import.default));

const config: KnipConfig = {
  entry: [
    ...built.map((file) => file.replace('./dist/esm/', 'src/').replace(/\.js$/, '.ts')),
    'src/core/runtime/async-local-storage{,-browser}.ts',
    'src/command/command.ts',
    'scripts/*.{js,ts}',
    'examples/*.ts',
    'test/whole/browser/page.ts',
    'test/slow/wire/service.ts',
    'test/whole/runtimes/inside/*.ts',
    'examples/from-python/*.ts',
    'test/whole/register/apps/**',
    'test/slow/applications/*/server.js',
    'test/slow/applications/*/src/{index,main}.{js,ts}',
    'bench/*.ts',
    'bench/{core,requests,logs,wire,scale,start-up}/*.ts',
    'test/whole/performance/nest.js',
    'test/whole/performance/count.js',
    'test/whole/performance/count-per-request.js',
    'test/whole/changes/probe.cjs',
    'test/slow/truth/{run,keep}-case.js',
    'test/slow/doctor/keep.js',
  ],
  project: ['src/**', 'scripts/**', 'examples/**', 'bench/**', 'test/**'],
  ignore: [
    'test/support/frameworks/**/*.js',
    'test/slow/consumers/type-uses/**',
    'test/unit/testing/runners/suite.cjs',
    'test/whole/doctor/runners/suite.cjs',
    'test/slow/applications/*/**/*.js',
    'bench/peers/**',
    'test/whole/doctor/{culprits,healthy}/**',
  ],
  ignoreDependencies: ['events'],
  ignoreBinaries: ['openssl', 'unshare'],
};

export default config;
