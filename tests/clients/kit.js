/** What several tests need: where the servers are, one request by hand, and a fetch that notes what was sent. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const schemaFolder = new URL('../../schema/', import.meta.url);

/**
 * A committed file of `schema/`.
 * @param {string} name
 */
export const committed = (name) => readFileSync(new URL(name, schemaFolder), 'utf8');

/** The example operations of `schema/operations/`, as text. */
export const operations = () =>
  readdirSync(new URL('operations/', schemaFolder))
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => committed(`operations/${name}`));

/**
 * The value of an environment variable that `run.sh` sets.
 * @param {'KUSANONE_URL' | 'KUSANONE_FEDERATION_URL' | 'KUSANONE_TRUSTED_URL' | 'KUSANONE_MANIFEST'} name
 */
export function setting(name) {
  const value = process.env[name];
  assert.ok(value, `found no ${name}: start the tests with tests/clients/run.sh, which starts the servers`);
  return value;
}

/** @param {Parameters<typeof setting>[0]} [server] */
export const endpoint = (server = 'KUSANONE_URL') => new URL('/graphql', setting(server)).href;

/**
 * Posts a request, or a batch of them, and reads the answer.
 * @param {string} url
 * @param {object} request
 * @returns {Promise<any>}
 */
export async function post(url, request) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return response.json();
}

/** A fetch that notes how each operation was sent, as "POST hash", "POST hash query" or "GET hash". */
export function notingFetch() {
  /** @type {string[]} */
  const sent = [];
  /** @type {typeof globalThis.fetch} */
  const noting = (input, options = {}) => {
    const method = options.method ?? 'GET';
    /** @type {{ query?: string, extensions?: any }} */
    const request =
      method === 'GET'
        ? Object.fromEntries(new URL(String(input)).searchParams)
        : JSON.parse(String(options.body));
    const extensions =
      typeof request.extensions === 'string' ? JSON.parse(request.extensions) : request.extensions;
    const hash = extensions?.persistedQuery?.sha256Hash;
    sent.push([method, hash && 'hash', request.query && 'query'].filter(Boolean).join(' '));
    return fetch(input, options);
  };
  return { fetch: noting, sent };
}
