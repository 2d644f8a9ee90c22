/**
 * Drives the planners' pages in a real browser: what planners come for in five actions or fewer, with the keyboard,
 * without scripts, on paper, and without a serious finding by axe-core.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { newPage, open, result } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One page of each sort, in the seed and in the report that the server of the tests has. */
const PAGES = [
  '/',
  '/search?query=半導体',
  '/search?query=姉妹都市&view=table',
  '/search?query=hydrogn&view=timeline',
  '/search?view=map&states=TX',
  '/search?query=zzzz',
  '/events/fy2024-39',
  '/states',
  '/states/TX',
  '/consulates',
  '/consulates/houston',
  '/organisations',
  '/organisations/jetro',
  '/plans',
  '/plans/plan-3.0',
  '/priorities/plan-3.0/supply-chain',
  '/partnerships',
  '/partnerships/maryland-kanagawa',
  '/series',
  '/series/japan-parade',
  '/themes',
  '/themes/energy/hydrogen',
  '/documents',
  '/documents/fy2024-report',
  '/documents/fy2025-report/text',
  '/figures',
  '/figures/business-sites/2020-10/CA',
  '/findings',
  '/coverage',
  '/coverage?rows=PRIORITY&columns=FISCAL_YEAR&states=TX',
  '/words?query=半導体&query=水素',
  '/briefings',
  '/briefings/states/TX',
  '/briefings/consulates/houston',
];

/**
 * Counts what a person does.
 * @param {import('playwright-core').Page} page
 */
function person(page) {
  let actions = 0;
  const counted =
    (/** @type {(...given: any[]) => Promise<any>} */ act) =>
    (/** @type {any[]} */ ...given) => {
      actions += 1;
      return act(...given);
    };
  return {
    actions: () => actions,
    search: counted(async (text) => {
      await page.getByRole('combobox').fill(text);
      await page.keyboard.press('Enter');
      await page.waitForURL(/search/);
    }),
    press: counted((role, name) => page.locator('main, header').getByRole(role, { name }).first().click()),
    open: counted((text) => page.locator('main summary', { hasText: text }).first().click()),
    choose: counted(async (label, option) => {
      await Promise.all([page.waitForNavigation(), page.getByLabel(label, { exact: true }).selectOption({ label: option })]);
    }),
  };
}

test('半導体 across the years, with a table in hand', async () => {
  const { page, complaints } = await newPage({ acceptDownloads: true });
  await open(page, '/');
  const planner = person(page);
  await planner.search('半導体');
  await planner.press('link', '年表');
  const found = Number((await page.locator('.results-title .count').innerText()).replace('件', ''));
  assert.ok(found >= 3, `${found}`);
  await planner.open('書き出す');
  const download = page.waitForEvent('download');
  await planner.press('link', 'CSV（Excel）');
  const table = readFileSync(await (await download).path(), 'utf8');
  assert.ok(table.startsWith('\uFEFF'), 'Excel reads it as UTF-8');
  assert.equal((await download).suggestedFilename(), 'kusanone-events.csv');
  assert.match(table, /半導体分野における日米連携推進イベント/);
  assert.ok(table.trimEnd().split('\r\n').length > found, 'a head, and a line for each event');
  assert.ok(planner.actions() <= 5, `${planner.actions()} actions`);
  assert.deepEqual(complaints, []);
});

test('what is missing in a state', async () => {
  const { page, complaints } = await newPage();
  await open(page, '/');
  const planner = person(page);
  await planner.press('link', '空白を探す');
  await planner.choose('州', 'テキサス州');
  assert.match(await page.locator('main').innerText(), /テキサス州/);
  const cells = page.locator('.matrix tbody td');
  assert.ok((await cells.count()) > 0);
  assert.ok((await page.locator('.matrix .is-events a').count()) > 0, 'events that can be opened');
  assert.ok((await page.locator('.matrix .is-none, .matrix .is-unknown').count()) > 0, 'gaps');
  assert.ok(planner.actions() <= 5, `${planner.actions()} actions`);
  assert.deepEqual(complaints, []);
});

test('a cell of the table opens exactly its events', async () => {
  const { page } = await newPage();
  await open(page, '/coverage?rows=STATE&columns=FISCAL_YEAR');
  const cell = page.locator('.matrix tbody .is-events a').first();
  const count = await cell.innerText();
  await cell.click();
  assert.equal(await page.locator('.results-title .count').innerText(), `${count}件`);
});

test('the partners of 姉妹都市', async () => {
  const { page, complaints } = await newPage();
  await open(page, '/');
  const planner = person(page);
  await planner.search('姉妹都市');
  await planner.open('団体');
  const partner = page.locator('.facet', { hasText: '団体' }).getByRole('link').first();
  const [name, count] = (await partner.innerText()).split('\n').map((part) => part.trim());
  await planner.press('link', new RegExp(`^${name}`));
  assert.equal(await page.locator('.results-title .count').innerText(), `${count}件`);
  assert.ok(planner.actions() <= 5, `${planner.actions()} actions`);
  assert.deepEqual(complaints, []);
});

test('completion waits for the end of a composition, and is used with the keyboard', async () => {
  const { page, complaints } = await newPage();
  await open(page, '/');
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => request.url().endsWith('/graphql') && asked.push(request.postData() ?? ''));
  const box = page.getByRole('combobox');
  await box.focus();
  const input = await page.context().newCDPSession(page);
  for (const text of ['は', 'はん', 'はんど']) {
    await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(200);
  }
  assert.deepEqual(asked, [], 'nothing is asked while a word is composed');
  await input.send('Input.insertText', { text: '半導' });
  const option = page.getByRole('option').first();
  await option.waitFor();
  assert.equal(asked.length, 1);
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  assert.equal(await option.getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('ArrowDown');
  await option.waitFor();
  await page.keyboard.press('ArrowDown');
  const picked = await option.locator('.suggestion-text').innerText();
  await page.keyboard.press('Enter');
  await page.waitForURL(/search/);
  assert.ok(picked.startsWith(await page.locator('#query').inputValue()));
  assert.deepEqual(complaints, []);
});

test('everything is reached without scripts', async () => {
  const { page, complaints } = await newPage({ javaScriptEnabled: false });
  await open(page, '/');
  await page.locator('#query').fill('水素');
  await page.getByRole('button', { name: '検索' }).click();
  await page.locator('.hit').first().waitFor();
  await page.locator('.facet a').first().click();
  assert.ok((await page.locator('.chip').count()) > 0);
  await page.locator('.hit-title a').first().click();
  await page.locator('#s-facts').waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.deepEqual(complaints, []);
});

test('the first stop of the keyboard leads to the content', async () => {
  const { page } = await newPage();
  await open(page, '/search?query=水素');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '本文へ移動');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
});

for (const [scheme, prefix] of /** @type {const} */ ([['light', ''], ['dark', '/en']])) {
  test(`axe-core has nothing serious to say (${scheme}${prefix})`, async () => {
    // The policy forbids scripts that are not the page's own; axe is one.
    const { page } = await newPage({ colorScheme: scheme, bypassCSP: true });
    /** @type {string[]} */
    const serious = [];
    for (const path of PAGES) {
      await open(page, prefix + path);
      await page.addScriptTag({ content: axe });
      const violations = await page.evaluate(async () => {
        // @ts-expect-error axe is what the script tag brought.
        const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.map((/** @type {any} */ { id, impact, nodes }) => ({ id, impact, html: nodes[0].html, nodes: nodes.length }));
      });
      for (const { id, impact, html, nodes } of violations) {
        if (['serious', 'critical'].includes(impact)) serious.push(`${prefix}${path} ${id} (${nodes}): ${html.slice(0, 160)}`);
      }
    }
    assert.deepEqual(serious, []);
  });
}

test('no page is wider than a narrow screen', async () => {
  const { page } = await newPage({ viewport: { width: 320, height: 640 } });
  /** @type {string[]} */
  const wide = [];
  for (const path of PAGES) {
    await open(page, path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) wide.push(`${path}: ${overflow} pixels too wide`);
  }
  assert.deepEqual(wide, []);
});

test('a briefing fits two pages of A4', async () => {
  const { page, complaints } = await newPage();
  await open(page, '/briefings/states/TX');
  const paper = await page.pdf({ path: result('briefing.pdf'), preferCSSPageSize: true });
  const sheets = paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(paper.toString('latin1'));
  assert.deepEqual(box?.slice(1).map((points) => Math.round(Number(points))), [595, 842], 'A4 upright');
  assert.ok(sheets.length <= 2, `${sheets.length} pages`);
  assert.deepEqual(complaints, []);
});

test('pages as people see them, for people to look at', async () => {
  for (const [name, path, options] of /** @type {const} */ ([
    ['search-ja', '/search?query=半導体', {}],
    ['search-en', '/en/search?query=startup+Texas', {}],
    ['coverage-ja', '/coverage', {}],
    ['event-en', '/en/events/fy2024-39', {}],
    ['state-ja', '/states/CA', {}],
    ['search-narrow', '/search?query=半導体', { viewport: { width: 390, height: 844 } }],
  ])) {
    const { page, complaints } = await newPage(options);
    await open(page, path);
    await page.screenshot({ path: result(`${name}.png`) });
    assert.deepEqual(complaints, []);
  }
});
