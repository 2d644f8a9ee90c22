/** Trusted documents: a server with a manifest runs the documents of the manifest, and nothing else. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client/core';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists';
import { endpoint, notingFetch, operations, post, setting } from './kit.js';

/** @type {{ operations: { id: string, name: string, body: string }[] }} */
const manifest = JSON.parse(readFileSync(setting('KUSANONE_MANIFEST'), 'utf8'));
const url = endpoint('KUSANONE_TRUSTED_URL');
const byHash = (/** @type {string} */ sha256Hash) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

test('every example operation is in the manifest, and runs by text and by id', async () => {
  assert.deepEqual(manifest.operations.map(({ body }) => body).sort(), operations().sort());
  for (const { name, id, body } of manifest.operations) {
    const byText = await post(url, { query: body });
    assert.equal(byText.errors, undefined, name);
    assert.deepEqual((await post(url, byHash(id))).data, byText.data, name);
    assert.deepEqual((await post(url, { documentId: `sha256:${id}` })).data, byText.data, name);
  }
});

test('a client that was built with the manifest sends ids alone', async () => {
  const { fetch, sent } = notingFetch();
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      new PersistedQueryLink(generatePersistedQueryIdsFromManifest({ loadManifest: () => manifest })),
      new HttpLink({ uri: url, fetch }),
    ]),
  });
  const query = gql(manifest.operations.find(({ name }) => name === 'State')?.body ?? '');
  const { data } = await client.query({ query, variables: { code: 'CA' }, fetchPolicy: 'no-cache' });
  assert.equal(/** @type {any} */ (data).state.code, 'CA');
  assert.deepEqual(sent, ['POST hash']);
});

test('another document is neither run nor learnt', async () => {
  const query = '{ about { version } }';
  const hash = createHash('sha256').update(query).digest('hex');
  const trusted = manifest.operations.find(({ name }) => name === 'State');
  for (const [how, request] of Object.entries({
    'by text': { query },
    'by text and hash': { query, ...byHash(hash) },
    'by hash, after that': byHash(hash),
    'by documentId': { documentId: `sha256:${hash}` },
    'under the name of a trusted one': { query: query.replace('{', 'query State {'), operationName: 'State' },
    'under the hash of a trusted one': { query, ...byHash(trusted?.id ?? '') },
    'as a trusted one with a field more': { query: trusted?.body.replace('code\n', 'code id\n') },
    'as introspection': { query: '{ __schema { queryType { name } } }' },
  })) {
    const answer = await post(url, request);
    assert.equal(answer.errors?.[0].extensions.code, 'DOCUMENT_NOT_TRUSTED', how);
    assert.ok(!('data' in answer), how);
  }
  const [first, second] = await post(url, [byHash(trusted?.id ?? ''), { query }]);
  assert.equal(first.data.state.code, 'TX');
  assert.equal(second.errors[0].extensions.code, 'DOCUMENT_NOT_TRUSTED');
});
