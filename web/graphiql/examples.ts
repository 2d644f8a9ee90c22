/**
 * The tabs GraphiQL opens with: the operations of `schema/operations`, read when the page is built.
 *
 * A tab is named after its operation, by GraphiQL itself. The folder may be empty; then one small query greets the
 * reader. What the operations mean, and that they run, is proved by the tests of the Rust side.
 */

const files = import.meta.glob<string>('../../schema/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What a new tab contains. */
export const greeting = `# 実行は Ctrl+Enter、入力の補完は Ctrl+Space。左上の本の印から型の説明を読めます。
# Run with Ctrl+Enter, complete with Ctrl+Space. The book at the top left explains every type.
query About {
  about {
    version
  }
}
`;

const operations = Object.entries(files)
  .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  .map(([, query]) => ({ query }));

/** The first tabs, in the order of the file names; never empty. */
export const tabs = operations.length > 0 ? operations : [{ query: greeting }];
