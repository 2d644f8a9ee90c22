/** urql: pages of a search by cursor, and automatic persisted queries by POST and by GET. */
import assert from 'node:assert/strict';
import { Client, fetchExchange, gql } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { endpoint, notingFetch } from './kit.js';
import { provePages } from './pages.js';

provePages(
  'urql',
  async (text, method) => {
    const { fetch, sent } = notingFetch();
    const preferGetForPersistedQueries = method === 'GET' ? 'force' : false;
    const client = new Client({
      url: endpoint(),
      fetch,
      preferGetMethod: false,
      exchanges: [persistedExchange({ preferGetForPersistedQueries }), fetchExchange],
    });
    /** @type {import('./pages.js').Query} */
    const query = gql(text);
    /** @type {string[]} */
    const slugs = [];
    /** @type {string | undefined} */
    let after;
    for (;;) {
      const answer = await client.query(query, { after });
      const { search } = answer.data ?? assert.fail(answer.error);
      slugs.push(...search.edges.map(({ node }) => node.slug));
      if (!search.pageInfo.hasNextPage) return { search, slugs, sent };
      after = search.pageInfo.endCursor;
    }
  },
  { POST: 'POST hash query', GET: 'GET hash query' },
);
