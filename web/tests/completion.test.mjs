/** The search box of the pages, without a browser: what its list shows, and what it asks the server. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { runnerImport } from 'vite';

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(path, import.meta.url));
/** @type {{ module: typeof import('../pages/completion') }} */
const { module: completion } = await runnerImport(file('../pages/completion.ts'));
const { chosen, closed, isOpen, moved, opened } = completion;

const ohio = { text: 'オハイオ州', count: 1, node: { kind: 'State', label: 'オハイオ州' } };
const society = { text: 'オハイオ日米協会', count: 3, node: null };

test('the arrow keys go round, and pass the box between the last suggestion and the first', () => {
  const reached = [];
  let list = opened('ohai', [ohio, society]);
  for (const step of /** @type {const} */ ([1, 1, 1, 1, -1, -1, -1])) {
    list = moved(list, step);
    reached.push(chosen(list)?.text);
  }
  const [first, last, box] = [ohio.text, society.text, undefined];
  assert.deepEqual(reached, [first, last, box, first, box, last, first]);
});

test('a word that was typed in full is not offered, an entity of that name is', () => {
  const offered = (/** @type {string} */ text) => opened(text, [ohio, society]).suggestions.map(({ text }) => text);
  assert.deepEqual(offered('オハイオ日米協会 '), [ohio.text]);
  assert.deepEqual(offered('オハイオ州'), [ohio.text, society.text]);
});

test('without suggestions there is no list to move in', () => {
  assert.equal(isOpen(opened('zzz', [])), false);
  assert.equal(chosen(moved(closed, 1)), undefined);
});

test('the question fits the schema', () => {
  const schema = buildSchema(readFileSync(file('../../schema/schema.graphql'), 'utf8'));
  const question = parse(readFileSync(file('../pages/suggest.graphql'), 'utf8'));
  assert.deepEqual(validate(schema, question), []);
});
