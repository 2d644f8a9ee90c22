/** What the scripts say, in the languages of the pages. */

export type Language = 'ja' | 'en';

export interface Words {
  /** The name of a kind of node, as GraphQL calls it; a suggestion without a node is a word. */
  kinds: Record<string, string>;
  count(count: number): string;
  /** Told to screen readers when suggestions appear. */
  suggestions(count: number): string;
  /** Name of the list of suggestions. */
  suggestionList: string;
  copied: string;
  notCopied: string;
}

const number = (language: Language, value: number) => value.toLocaleString(language);

const ja: Words = {
  kinds: {
    ActionPlan: '行動計画',
    Claim: '公表値',
    Consulate: '在外公館',
    Document: '資料',
    Event: '事業',
    Organisation: '団体',
    Partnership: '提携',
    Priority: '重点分野',
    Series: '継続事業',
    State: '州',
    Theme: '主題',
  },
  count: (count) => `${number('ja', count)}件`,
  suggestions: (count) =>
    count === 0 ? '候補はありません' : `候補が${count}件あります。上下の矢印キーで選べます。`,
  suggestionList: '検索語の候補',
  copied: '写しました',
  notCopied: '写せませんでした。文字を選んで写してください。',
};

const en: Words = {
  kinds: {
    ActionPlan: 'Action plan',
    Claim: 'Figure',
    Consulate: 'Post',
    Document: 'Document',
    Event: 'Event',
    Organisation: 'Organisation',
    Partnership: 'Partnership',
    Priority: 'Priority',
    Series: 'Series',
    State: 'State',
    Theme: 'Theme',
  },
  count: (count) => number('en', count),
  suggestions: (count) =>
    count === 0
      ? 'No suggestions.'
      : `${count} ${count === 1 ? 'suggestion' : 'suggestions'}. Use the up and down arrow keys to choose.`,
  suggestionList: 'Suggested searches',
  copied: 'Copied',
  notCopied: 'Could not copy. Select the text and copy it.',
};

export const language: Language = document.documentElement.lang.startsWith('en') ? 'en' : 'ja';
export const words = { ja, en }[language];
