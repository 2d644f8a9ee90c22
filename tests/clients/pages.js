/** The same proof for every client in JavaScript: a search read page by page, as automatic persisted query. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

const PAGE_SIZE = 10;

/** @typedef {{ totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string }, edges: { node: { slug: string } }[] }} Search */
/** @typedef {import('@graphql-typed-document-node/core').TypedDocumentNode<{ search: Search }, { after?: string }>} Query */

/** A query that no server has been sent before: its name makes its hash a new one. */
const unheardOf = () => `
  query Pages_${randomUUID().replaceAll('-', '')}($after: String) {
    search(query: "大学", kinds: [EVENT], first: ${PAGE_SIZE}, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { cursor node { ... on Event { id slug } } }
    }
  }
`;

/**
 * Has a client read all pages twice. It knows nothing of the first time when it does so again; the server does.
 * @param {string} client
 * @param {(text: string, method: 'POST' | 'GET') => Promise<{ search: Search, slugs: string[], sent: string[] }>} readAll
 *   reads all pages with a new client, and tells the last page, the slugs of all, and how each request was sent
 * @param {{ POST: string, GET: string }} registering how the client sends the text together with its hash
 */
export function provePages(client, readAll, registering) {
  for (const method of /** @type {const} */ (['POST', 'GET'])) {
    test(`${client} reads a search page by page by ${method}, and the second time by hash alone`, async () => {
      const text = unheardOf();
      const first = await readAll(text, method);
      const second = await readAll(text, method);

      const { totalCount } = first.search;
      assert.ok(totalCount > 2 * PAGE_SIZE, 'fewer than three pages prove little');
      assert.equal(first.slugs.length, totalCount);
      assert.equal(new Set(first.slugs).size, totalCount);
      assert.deepEqual(second.slugs, first.slugs);

      const pages = Array(Math.ceil(totalCount / PAGE_SIZE)).fill(`${method} hash`);
      assert.deepEqual(first.sent, [`${method} hash`, registering[method], ...pages.slice(1)]);
      assert.deepEqual(second.sent, pages);
    });
  }
}
