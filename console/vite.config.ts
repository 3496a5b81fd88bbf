import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, type Plugin, type Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const THEME = 'virtual:theme.css';

/**
 * Our colours as one style sheet. Cloudscape can set them at run time too, but with a style element, which the console's
 * content security policy forbids.
 */
function theme(): Plugin {
  return {
    name: 'millrace-theme',
    resolveId: (id) => (id === THEME ? `\0${THEME}` : undefined),
    async load(id) {
      if (id !== `\0${THEME}`) return;
      const file = fileURLToPath(new URL('src/shell/theme.ts', import.meta.url));
      this.addWatchFile(file);
      const built = (await build({
        configFile: false,
        logLevel: 'silent',
        ssr: { noExternal: true },
        build: { ssr: file, write: false },
      })) as Rolldown.RolldownOutput;
      const code = Buffer.from(built.output[0].code).toString('base64');
      const { stylesheet } = (await import(`data:text/javascript;base64,${code}`)) as { stylesheet: string };
      return stylesheet;
    },
  };
}

/** Beside each text file its compressed forms, so that the gateway compresses nothing while it serves. */
function compressed(): Plugin {
  return {
    name: 'millrace-compressed',
    apply: 'build',
    enforce: 'post',
    // Only now are the files what they will be: Vite still changes them while the bundle is generated.
    async writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const file = join(dir!, name);
        const source = await readFile(file);
        if (source.length < 1024) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: source.length };
        await writeFile(`${file}.br`, brotliCompressSync(source, { params }));
        await writeFile(`${file}.gz`, gzipSync(source, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  base: '/console/',
  plugins: [react(), theme(), compressed()],
  worker: { format: 'es' },
  build: {
    outDir: 'target/classes/console',
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL in a style sheet would need an exception in the policy for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', 'junit'],
    outputFile: { junit: 'target/surefire-reports/TEST-console.xml' },
  },
  server: { proxy: { '/console/api': process.env['MILLRACE_ENDPOINT'] ?? 'http://127.0.0.1:4577' } },
});
