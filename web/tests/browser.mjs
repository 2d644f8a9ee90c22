/** What the browser tests share: one Chromium, and pages that reach nothing but our server. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const browserArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @type {URL} */
export let server;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  const url = process.env.KUSANONE_URL;
  assert.ok(url, 'found no KUSANONE_URL, expected the base URL of a running server; start one and set the variable');
  server = new URL(url);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
});

after(() => browser?.close());

/** Where a screenshot or a printed page is kept, for people to look at. */
export const result = (/** @type {string} */ name) => fileURLToPath(new URL(`../test-results/${name}`, import.meta.url));

/**
 * A page in a fresh profile whose every request to another host fails, and the complaints it gathers.
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function newPage(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ja-JP', ...options });
  context.setDefaultTimeout(15_000);
  /** @type {string[]} */
  const complaints = [];
  await context.route(
    (url) => url.origin !== server.origin,
    (route) => {
      complaints.push(`request to another host: ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on('websocket', (socket) => complaints.push(`web socket: ${socket.url()}`));
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  return { page, complaints };
}

/**
 * Opens a page that must be there.
 * @param {import('playwright-core').Page} page
 * @param {string} path
 */
export async function open(page, path) {
  const response = await page.goto(new URL(path, server).href);
  assert.equal(response?.status(), 200, path);
  return /** @type {import('playwright-core').Response} */ (response);
}
