/** A typed client, generated from the committed schema: the compiler knows what the server will answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, fetchExchange } from '@urql/core';
import { EventDocument, EventsDocument, SearchDocument } from './generated/operations.js';

const url = new URL('/graphql', process.env['KUSANONE_URL']).href;
const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: false });

test('an operation is answered in the types that were generated for it', async () => {
  const { data, error } = await client.query(EventDocument, { slug: 'fy2024-39' });
  assert.ifError(error);
  const event = data?.event;
  assert.ok(event);
  const year: number = event.fiscalYear;
  const format: 'HYBRID' | 'IN_PERSON' | 'ONLINE' = event.format;
  const states: string[] = event.states.map(({ code }) => code);
  assert.deepEqual({ year, format, states }, { year: 2024, format: 'IN_PERSON', states: ['OR'] });
});

test('the members of a union are told apart by their typename', async () => {
  const { data } = await client.query(SearchDocument, { query: '半導体', first: 5 });
  const titles = data?.search.edges.map(({ node }) => (node.__typename === 'Event' ? node.title : node.__typename));
  assert.ok(titles?.includes('半導体分野における日米連携推進イベント'), `found ${titles}`);
});

test('what the schema does not have does not compile', async () => {
  // @ts-expect-error: a cursor is a text
  const wrong = await client.query(EventsDocument, { after: 1 });
  assert.ok(wrong.error, 'the server is as strict as the types');
  const { data } = await client.query(EventsDocument, {});
  // @ts-expect-error: the operation does not ask for it
  assert.equal(data?.events.nodes[0]?.venue, undefined);
  // @ts-expect-error: it may be null
  assert.ok(data.events);
});
