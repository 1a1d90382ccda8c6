// Makes dist/lab.cjs, which runs without node_modules: the image of a run's
// steps starts it, so it holds the steps alone.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const at = name => fileURLToPath(new URL(name, import.meta.url));

await build({
  entryPoints: { lab: at('src/step-main.ts') },
  outdir: at('dist'),
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node22',
  legalComments: 'none',
  logLevel: 'warning',
  // A library of a library still uses Node's own punycode; that is not for
  // the reader of a step's log.
  banner: { js: 'process.noDeprecation = true;' },
});
