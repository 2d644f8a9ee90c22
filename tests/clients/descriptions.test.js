/** Everything in the schema is described in Japanese and in English. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { undescribed } from './descriptions.js';
import { committed } from './kit.js';

test('the committed schema is described in both languages', () => {
  assert.deepEqual(undescribed(committed('schema.graphql')), []);
});

test('what lacks a language is found wherever it stands', () => {
  const sdl = `
    "入口。The entry."
    type Query {
      "事業。Events."
      events("件数。How many." first: Int, "条件" filter: Filter): EventConnection
      "An English one only."
      version: Order
    }
    "条件。Conditions."
    input Filter { years: [Int] }
    "並び順。Order."
    enum Order { "新しい順。Newest first." NEW OLD }
    "一覧。A list."
    type EventConnection { nodes: [Time] "全体の件数。Number in all." totalCount: Int }
    scalar Time`;
  assert.deepEqual(undescribed(sdl).sort(), ['Filter.years', 'Order.OLD', 'Query.events(filter:)', 'Query.version', 'Time']);
});
