/**
 * No client of the released schema is broken: what a release has, the next one has too, unless the release before it
 * said `@deprecated`.
 *
 * `schema/released.graphql` is the schema of the last release. A release moves it, by copying `schema/schema.graphql`
 * over it; no other change may, because that would let the promise go in silence.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { broken } from './changes.js';
import { committed } from './kit.js';

test('the committed schema keeps what was released', () => {
  assert.deepEqual(broken(committed('released.graphql'), committed('schema.graphql')), []);
});

const OLD = '@deprecated(reason: "Use `b`.")';
for (const [what, released, present, expected] of /** @type {const} */ ([
  ['nothing changed', 'type Query { a: Int }', 'type Query { a: Int }', []],
  ['a field came', 'type Query { a: Int }', 'type Query { a: Int b: Int }', []],
  ['a field went', 'type Query { a: Int b: Int }', 'type Query { b: Int }', ['FIELD_REMOVED: Query.a was removed.']],
  ['a deprecated field went', `type Query { a: Int ${OLD} b: Int }`, 'type Query { b: Int }', []],
  [
    'a deprecated field changed its type',
    `type Query { a: Int ${OLD} b: Int }`,
    'type Query { a: String b: Int }',
    ['FIELD_CHANGED_KIND: Query.a changed type from Int to String.'],
  ],
  [
    'a field that was deprecated only now went',
    'type Query { a: Int b: Int }',
    `type Query { b: Int c: Int ${OLD} }`,
    ['FIELD_REMOVED: Query.a was removed.'],
  ],
  [
    'a field may be null now',
    'type Query { a: Int! }',
    'type Query { a: Int }',
    ['FIELD_CHANGED_KIND: Query.a changed type from Int! to Int.'],
  ],
  ['an optional argument came', 'type Query { a: Int }', 'type Query { a(first: Int): Int }', []],
  [
    'a required argument came',
    'type Query { a: Int }',
    'type Query { a(first: Int!): Int }',
    ['REQUIRED_ARG_ADDED: A required arg first on Query.a was added.'],
  ],
  [
    'an argument went',
    'type Query { a(first: Int): Int }',
    'type Query { a: Int }',
    ['ARG_REMOVED: Query.a arg first was removed.'],
  ],
  ['a deprecated argument went', `type Query { a(first: Int ${OLD}): Int }`, 'type Query { a: Int }', []],
  [
    'an enum value went',
    'type Query { a: E } enum E { X Y }',
    'type Query { a: E } enum E { Y }',
    ['VALUE_REMOVED_FROM_ENUM: X was removed from enum type E.'],
  ],
  ['a deprecated enum value went', `type Query { a: E } enum E { X ${OLD} Y }`, 'type Query { a: E } enum E { Y }', []],
  [
    'an input field went',
    'type Query { a(i: I): Int } input I { x: Int y: Int }',
    'type Query { a(i: I): Int } input I { y: Int }',
    ['FIELD_REMOVED: I.x was removed.'],
  ],
  [
    'a type went with its deprecated field',
    `type Query { a: A ${OLD} b: Int } type A { itself: A }`,
    'type Query { b: Int }',
    [],
  ],
  [
    'a type went, and a deprecated field was not all that led to it',
    `type Query { a: A ${OLD} b: [A] } type A { c: Int }`,
    'type Query { b: [Int] }',
    ['TYPE_REMOVED: A was removed.', 'FIELD_CHANGED_KIND: Query.b changed type from [A] to [Int].'],
  ],
  [
    'a type went that only its interface led to',
    'type Query { n: N } interface N { id: ID } type A implements N { id: ID } type B implements N { id: ID }',
    'type Query { n: N } interface N { id: ID } type A implements N { id: ID }',
    ['TYPE_REMOVED: B was removed.'],
  ],
])) {
  test(`${what}: ${expected.length === 0 ? 'allowed' : 'caught'}`, () => {
    assert.deepEqual(broken(released, present), expected);
  });
}
