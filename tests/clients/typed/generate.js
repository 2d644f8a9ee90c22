/** Writes `generated/operations.ts`: a typed document for each example operation, from the committed schema alone. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import { committed, operations } from '../kit.js';

const output = new URL('generated/operations.ts', import.meta.url);
mkdirSync(new URL('.', output), { recursive: true });
writeFileSync(
  output,
  await codegen({
    filename: output.pathname,
    schema: parse(committed('schema.graphql')),
    documents: operations().map((text) => ({ document: parse(text) })),
    config: { strictScalars: true, scalars: { PartialDate: 'string' } },
    pluginMap: { operationTypes, typedDocuments },
    plugins: [{ operationTypes: {} }, { typedDocuments: {} }],
  }),
);
