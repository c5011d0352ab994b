import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';
import { rolldown } from 'rolldown';

/** What a bundler made of a few lines. */
interface Bundle {
  readonly text: string;
  /** What the bundle imports, in order, each once. */
  readonly imports: readonly string[];
  /** Bytes, gzipped at level 9. */
  readonly size: number;
}

export interface Target {
  readonly platform: 'neutral' | 'browser' | 'node';
  /** Those that the bundler has beside its own. */
  readonly conditions?: readonly string[];
}

export type Bundler = (source: string, target: Target) => Promise<Bundle>;

const EXTERNAL = ['node:*', '@opentelemetry/api'];
const ENTRY = resolve('bundled.js'); // here the package finds itself by its own name

/** Both make one minified ES module of `source`; modules of Node and peer dependencies stay outside. */
export const BUNDLERS: Readonly<Record<string, Bundler>> = {
  esbuild: async (source, { platform, conditions = [] }) => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: source, resolveDir: process.cwd() },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      logLevel: 'error',
      format: 'esm',
      platform,
      external: EXTERNAL,
      ...(conditions.length > 0 && { conditions: [...conditions] }),
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
    return bundleOf(outputFiles.map(({ text }) => text).join(''), imports);
  },
  rolldown: async (source, { platform, conditions = [] }) => {
    const bundle = await rolldown({
      input: ENTRY,
      platform,
      external: [/^node:/, '@opentelemetry/api'],
      resolve: { conditionNames: ['import', ...conditions] },
      plugins: [
        {
          name: 'entry',
          resolveId: (id) => (id === ENTRY ? ENTRY : null),
          load: (id) => (id === ENTRY ? source : null),
        },
      ],
    });
    const { output } = await bundle.generate({ format: 'esm', minify: true });
    await bundle.close();
    const [chunk] = output;
    return bundleOf(chunk.code, chunk.imports);
  },
};

function bundleOf(text: string, imports: readonly string[]): Bundle {
  return { text, imports: [...new Set(imports)], size: gzipSync(text, { level: 9 }).length };
}
