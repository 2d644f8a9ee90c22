/** The server keeps to GraphQL over HTTP: every audit of the reference implementation, recommendations included. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditServer } from 'graphql-http';
import { endpoint } from './kit.js';

test('all audits of GraphQL over HTTP pass', async () => {
  const results = await auditServer({ url: endpoint() });
  const complaints = results.flatMap((result) =>
    result.status === 'ok' ? [] : `${result.status} ${result.id} ${result.name}: ${result.reason}`,
  );
  assert.deepEqual(complaints, []);
  assert.equal(results.length, 61);
});
