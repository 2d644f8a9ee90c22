"""gql, the client of Python: the schema by introspection, pages of a search, a batch, an error."""

import os
import unittest

from gql import Client, GraphQLRequest, gql
from gql.dsl import DSLInlineFragment, DSLQuery, DSLSchema, dsl_gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.requests import RequestsHTTPTransport
from graphql import GraphQLError

PAGE = gql("""
    query ($after: String) {
      search(query: "大学", kinds: [EVENT], first: 10, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ... on Event { slug } }
      }
    }
""")


class Gql(unittest.TestCase):
    def setUp(self):
        transport = RequestsHTTPTransport(url=os.environ["KUSANONE_URL"] + "/graphql")
        self.client = Client(transport=transport, fetch_schema_from_transport=True)
        self.session = self.client.connect_sync()
        self.addCleanup(self.client.close_sync)

    def test_pages_of_a_search(self):
        slugs, after, more = [], None, True
        while more:
            request = GraphQLRequest(PAGE, variable_values={"after": after})
            search = self.session.execute(request)["search"]
            slugs += [event["slug"] for event in search["nodes"]]
            after, more = search["pageInfo"]["endCursor"], search["pageInfo"]["hasNextPage"]
        self.assertGreater(search["totalCount"], 20, "fewer than three pages prove little")
        self.assertEqual(len(set(slugs)), search["totalCount"])

    def test_a_search_composed_from_the_fetched_schema(self):
        schema = DSLSchema(self.client.schema)
        event = DSLInlineFragment().on(schema.Event).select(schema.Event.slug)
        found = schema.SearchConnection.nodes.select(event)
        query = DSLQuery(schema.Query.search(query="半導体", kinds=["EVENT"], first=5).select(found))
        nodes = self.session.execute(dsl_gql(query))["search"]["nodes"]
        self.assertIn({"slug": "fy2024-39"}, nodes)

    def test_a_batch_is_answered_in_its_order(self):
        state = gql("query ($code: String!) { state(code: $code) { code } }")
        codes = ["TX", "CA", "OR"]
        requests = [GraphQLRequest(state, variable_values={"code": code}) for code in codes]
        answers = self.session.execute_batch(requests)
        self.assertEqual([answer["state"]["code"] for answer in answers], codes)

    def test_what_the_fetched_schema_lacks_is_found_before_it_is_sent(self):
        with self.assertRaisesRegex(GraphQLError, "Cannot query field 'nonsense'"):
            self.session.execute(gql("{ about { nonsense } }"))

    def test_an_error_has_a_code(self):
        with self.assertRaises(TransportQueryError) as raised:
            self.session.execute(gql('{ search(query: "大学", first: 1000) { totalCount } }'))
        self.assertEqual(raised.exception.errors[0]["extensions"]["code"], "BAD_USER_INPUT")


if __name__ == "__main__":
    unittest.main()
