/** Which parts of a schema are not described in both languages. */
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType } from 'graphql';

/**
 * What async-graphql brings along with descriptions of its own, which only its authors can change: the fields of
 * Relay's connections. Their types and our fields on them are described like all others.
 */
const LIBRARY = [/Connection\.(edges|nodes|pageInfo)$/, /Edge\.(cursor|node)$/, /^PageInfo\./];

const inBoth = (/** @type {string | null | undefined} */ text) =>
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text ?? '') && /[A-Za-z][a-z]/.test(text ?? '');

/**
 * The coordinates of all that lacks Japanese or English, as "Event", "Event.title", "Event.title(language:)".
 * @param {string} sdl
 */
export function undescribed(sdl) {
  const types = Object.values(buildSchema(sdl).getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
  /** @type {[string, { description?: string | null }][]} */
  const parts = types.flatMap((type) => [[type.name, type], ...members(type)]);
  return parts
    .filter(([coordinate, { description }]) => !inBoth(description) && !LIBRARY.some((of) => of.test(coordinate)))
    .map(([coordinate]) => coordinate);
}

/**
 * @param {import('graphql').GraphQLNamedType} type
 * @returns {[string, { description?: string | null }][]}
 */
function members(type) {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value]);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field],
    ...field.args.map((arg) => /** @type {[string, typeof arg]} */ ([`${type.name}.${field.name}(${arg.name}:)`, arg])),
  ]);
}
