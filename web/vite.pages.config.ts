import { readFileSync, readdirSync } from 'node:fs';
import { type Plugin, defineConfig } from 'vite';

/**
 * Builds what the pages for planners need into `dist/pages`: one style, one script and the icon, under names without a
 * hash, because the server writes the pages that refer to them.
 */
export default defineConfig({
  base: '/assets/',
  publicDir: false,
  plugins: [icon()],
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

/** The icon that the playground has, too. */
function icon(): Plugin {
  return {
    name: 'icon',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'icon.svg', source: read('graphiql/icon.svg') });
    },
  };
}

/** The tokens of the design system that no style of ours names: most of them, and none need be sent. */
function unusedTokens(): string[] {
  const styles = readdirSync(new URL('pages', import.meta.url)).filter((name) => name.endsWith('.css'));
  const ours = styles.map((name) => read(`pages/${name}`)).join('\n');
  const tokens = read('node_modules/@digital-go-jp/design-tokens/dist/tokens.css');
  const names = [...tokens.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name ?? '');
  return names.filter((name) => !ours.includes(`var(${name})`));
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
