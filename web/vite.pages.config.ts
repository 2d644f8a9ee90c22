import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * Builds what the pages for planners need into `dist/pages`: one style and one script, under names without a hash,
 * because the server writes the pages that refer to them and names their version itself.
 */
export default defineConfig({
  base: '/assets/',
  publicDir: false,
  css: {
    transformer: 'lightningcss',
    lightningcss: { unusedSymbols: unusedTokens() },
  },
  build: {
    outDir: 'dist/pages',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The first with light-dark(): nothing is rewritten for older ones.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: false,
    rolldownOptions: {
      input: 'pages/main.ts',
      output: { entryFileNames: 'site.js', assetFileNames: 'site[extname]' },
    },
  },
});

/** The tokens of the design system that no style of ours names: most of them, and none need be sent. */
function unusedTokens(): string[] {
  const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
  const styles = readdirSync(new URL('pages', import.meta.url)).filter((name) => name.endsWith('.css'));
  const ours = styles.map((name) => read(`pages/${name}`)).join('\n');
  const tokens = read('node_modules/@digital-go-jp/design-tokens/dist/tokens.css');
  const names = [...tokens.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name ?? '');
  return names.filter((name) => !ours.includes(`var(${name})`));
}
