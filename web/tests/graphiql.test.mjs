/**
 * Drives the GraphiQL page of a running server in a real browser: it must work without any other host, under the
 * server's Content-Security-Policy, and answer a query that was typed by hand.
 *
 * What the API answers is tested on the Rust side. Start a server and name it: `KUSANONE_URL=http://127.0.0.1:8080 npm test`.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage, open, result } from './browser.mjs';

/** @param {string} path */
async function openGraphiql(path) {
  const { page, complaints } = await newPage({ viewport: { width: 1440, height: 900 } });
  const introspection = page.waitForResponse((answer) => answer.url().endsWith('/graphql'));
  const response = await open(page, path);
  assert.equal((await introspection).status(), 200);
  return { page, policy: response.headers()['content-security-policy'] ?? '', complaints };
}

test('a query typed into GraphiQL is answered, and no other host is asked', async () => {
  const { page, policy, complaints } = await openGraphiql('/graphiql');
  assert.match(policy, /default-src '(self|none)'/);
  assert.doesNotMatch(policy, /unsafe|data:|blob:|https?:/);

  await page.getByRole('button', { name: 'New tab' }).click();
  await page.locator('.graphiql-query-editor .CodeMirror').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('# 半導体、ｶﾅ、〜\n');
  await page.keyboard.type('query Smoke { __typename about { version } }');
  await page.getByRole('tab', { name: 'Smoke' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');

  const answer = page.locator('.result-window');
  await answer.locator('.cm-string', { hasText: 'Query' }).waitFor();
  assert.match(await answer.innerText(), /"version": "\d+\.\d+\.\d+/);
  assert.match(await page.locator('.graphiql-query-editor').innerText(), /# 半導体、ｶﾅ、〜/);

  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query', exact: true }).click();
  await page.locator('.graphiql-doc-explorer').getByText('about', { exact: true }).first().waitFor();
  await page.screenshot({ path: result('graphiql.png') });
  assert.deepEqual(complaints, []);
});

test('every panel and dialog opens under the policy, and nothing is left in localStorage', async () => {
  const { page, complaints } = await openGraphiql('/graphiql/');

  await page.getByRole('button', { name: 'Headers' }).click();
  await page.locator('.graphiql-editor-tool .CodeMirror:visible').click();
  await page.keyboard.insertText('{ "Authorization": "Bearer secret" }');
  const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
  await page.getByRole('button', { name: 'Execute query' }).click();
  assert.equal((await answered).request().headers().authorization, 'Bearer secret');
  // The tab is the first of the example operations.
  await page.locator('.result-window span', { hasText: 'totalCount' }).first().waitFor();

  await page.getByRole('button', { name: 'Show History' }).click();
  await page.locator('.graphiql-history').waitFor();
  for (const name of ['Open short keys dialog', 'Open settings dialog']) {
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
  }

  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.deepEqual(complaints, []);
});
