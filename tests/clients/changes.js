/** Which changes of a schema break a promise to its clients. */
import { pruneSchema } from '@graphql-tools/utils';
import { BreakingChangeType, buildASTSchema, buildSchema, findBreakingChanges, parse, visit } from 'graphql';

/** What may go. A type cannot be deprecated itself: it goes with the last field that leads to it. */
const REMOVALS = [
  BreakingChangeType.FIELD_REMOVED,
  BreakingChangeType.ARG_REMOVED,
  BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
  BreakingChangeType.TYPE_REMOVED,
];

/**
 * The breaking changes from one SDL to another. Removing what the older one deprecates is none; changing it is.
 * @param {string} released
 * @param {string} present
 */
export function broken(released, present) {
  const now = buildSchema(present);
  const promised = new Set(findBreakingChanges(withoutDeprecated(released), now).map(toText));
  return findBreakingChanges(buildSchema(released), now)
    .filter((change) => !REMOVALS.includes(change.type) || promised.has(toText(change)))
    .map(toText);
}

/** @param {import('graphql').BreakingChange} change */
const toText = ({ type, description }) => `${type}: ${description}`;

/** @param {string} sdl */
function withoutDeprecated(sdl) {
  /** @param {{ directives?: readonly import('graphql').ConstDirectiveNode[] }} node */
  const drop = ({ directives }) => (directives?.some(({ name }) => name.value === 'deprecated') ? null : undefined);
  const rest = visit(parse(sdl), { FieldDefinition: drop, InputValueDefinition: drop, EnumValueDefinition: drop });
  return pruneSchema(buildASTSchema(rest, { assumeValidSDL: true }));
}
