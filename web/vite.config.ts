import { defineConfig } from 'vite';

/**
 * Builds the GraphiQL page into `dist/graphiql`, from where the server embeds it and serves it under `/graphiql/`.
 *
 * Everything is a file of our own origin: nothing is inlined as a `data:` URL and the web fonts that GraphiQL brings
 * (250 kB compressed, Latin only) are dropped, so the page runs under `default-src 'self'`.
 */
export default defineConfig({
  root: 'graphiql',
  base: '/graphiql/',
  publicDir: false,
  resolve: { alias: { 'react-style-singleton': '/no-injected-style.ts' } },
  css: {
    transformer: 'lightningcss',
    lightningcss: { visitor: { Rule: { 'font-face': () => [] } } },
  },
  build: {
    outDir: '../dist/graphiql',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    license: { fileName: 'assets/licenses.md' },
    // GraphiQL's editor is one indivisible chunk of this size; the limit warns when something large joins it.
    chunkSizeWarningLimit: 1100,
    // React libraries mark files with "use client" for servers that render React; ours does not.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
