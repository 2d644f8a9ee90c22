/** Federation: the subgraph composes with another team's, and its entities are found by each of their keys. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeServices } from '@apollo/composition';
import { isObjectType, parse } from 'graphql';
import { endpoint, post } from './kit.js';

/**
 * A subgraph that knows events by slug, states by code and posts by id alone. Composition proves that a router can
 * come from them to every field of ours, and from ours to theirs.
 */
const VISITS = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
  type Query { visited: [Event!]! }
  type Event @key(fields: "slug") { slug: String! visitors: Int! }
  type State @key(fields: "code") { code: String! visitors: Int! }
  type Consulate @key(fields: "id") { id: ID! visitors: Int! }
`);

test('the subgraph composes with one that extends its entities', async () => {
  const { data } = await post(endpoint('KUSANONE_FEDERATION_URL'), { query: '{ _service { sdl } }' });
  const { errors, schema } = composeServices([
    { name: 'kusanone', url: endpoint('KUSANONE_FEDERATION_URL'), typeDefs: parse(data._service.sdl) },
    { name: 'visits', typeDefs: VISITS },
  ]);
  assert.deepEqual(errors?.map((error) => error.message), undefined);
  const event = schema?.toGraphQLJSSchema().getType('Event');
  assert.ok(isObjectType(event));
  const { title, visitors } = event.getFields();
  assert.ok(title && visitors, 'an event has the fields of both subgraphs');
});

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Event { id slug }
    ... on State { id code }
  }
}`;

test('entities are found by id, by slug and by code, in the order asked for; unknown ones are null', async () => {
  const ask = async (/** @type {object[]} */ ...representations) =>
    (await post(endpoint('KUSANONE_FEDERATION_URL'), { query: ENTITIES, variables: { representations } })).data;

  const { _entities } = await ask(
    { __typename: 'State', code: 'TX' },
    { __typename: 'Event', slug: 'fy2024-39' },
    { __typename: 'Event', slug: 'fy1853-01' },
  );
  const [texas, event, unknown] = _entities;
  assert.equal(texas.code, 'TX');
  assert.equal(event.slug, 'fy2024-39');
  assert.equal(unknown, null);

  const byId = await ask({ __typename: 'Event', id: event.id }, { __typename: 'State', id: texas.id });
  assert.deepEqual(byId._entities, [event, texas]);
});
