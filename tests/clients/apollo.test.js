/** Apollo Client: pages of a search by cursor, and automatic persisted queries by POST and by GET. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client/core';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { endpoint, notingFetch } from './kit.js';
import { provePages } from './pages.js';

const sha256 = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');

provePages(
  'Apollo Client',
  async (text, method) => {
    const { fetch, sent } = notingFetch();
    const client = new ApolloClient({
      cache: new InMemoryCache({ typePolicies: { Query: { fields: { search: relayStylePagination() } } } }),
      link: ApolloLink.from([
        new PersistedQueryLink({ sha256, useGETForHashedQueries: method === 'GET' }),
        new HttpLink({ uri: endpoint(), fetch }),
      ]),
    });
    /** @type {import('./pages.js').Query} */
    const query = gql(text);
    // The cache joins the pages, as under a button that says "more".
    const pages = client.watchQuery({ query });
    await pages.refetch();
    for (;;) {
      const { search } = client.readQuery({ query }) ?? assert.fail('the cache holds no page');
      if (!search.pageInfo.hasNextPage) return { search, slugs: search.edges.map(({ node }) => node.slug), sent };
      await pages.fetchMore({ variables: { after: search.pageInfo.endCursor } });
    }
  },
  { POST: 'POST hash query', GET: 'POST hash query' },
);
