/** Asks the server what a half-typed text may become. */

import document from './suggest.graphql?raw';

export interface Suggestion {
  /** The whole text, ready to be searched for. */
  text: string;
  count: number;
  /** The state, organisation or theme that is called so; null for a word. */
  node: { kind: string; label?: string } | null;
}

/** Answers kept, so that taking a letter back asks nothing. */
const REMEMBERED = 100;

/** A question that drops the one before it: only the latest text matters. */
export class Suggestions {
  private readonly answers = new Map<string, Suggestion[]>();
  private asking = new AbortController();

  constructor(private readonly language: 'JA' | 'EN') {}

  /** The suggestions, or null where a newer question came first or the server gave none. */
  async ask(text: string): Promise<Suggestion[] | null> {
    this.drop();
    const known = this.answers.get(text);
    if (known) return known;
    this.asking = new AbortController();
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query: document, variables: { text, language: this.language } }),
        signal: this.asking.signal,
      });
      const answer: { data?: { suggest?: Suggestion[] } | null } = await response.json();
      const suggestions = answer.data?.suggest;
      if (!suggestions) return null;
      this.remember(text, suggestions);
      return suggestions;
    } catch {
      // Aborted, or no answer: the form works without suggestions.
      return null;
    }
  }

  /** Makes a question that is under way come to nothing. */
  drop(): void {
    this.asking.abort();
  }

  private remember(text: string, suggestions: Suggestion[]): void {
    const oldest = this.answers.keys().next();
    if (this.answers.size >= REMEMBERED && !oldest.done) this.answers.delete(oldest.value);
    this.answers.set(text, suggestions);
  }
}
