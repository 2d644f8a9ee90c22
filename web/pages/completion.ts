/** What the list of suggestions shows, without the page: what the combobox does to it, as pure functions. */

import type { Suggestion } from './suggestions';

export interface Completion {
  suggestions: readonly Suggestion[];
  /** The suggestion that the arrow keys have reached; null while they have not left the box. */
  active: number | null;
}

export const closed: Completion = { suggestions: [], active: null };

export const isOpen = (completion: Completion): boolean => completion.suggestions.length > 0;

/** The list for a text. A suggestion that only repeats the text has nothing to offer. */
export function opened(text: string, suggestions: readonly Suggestion[]): Completion {
  const offered = suggestions.filter(({ text: offer, node }) => node !== null || offer !== text.trim());
  return { suggestions: offered, active: null };
}

/** One step down (1) or up (-1). The box itself is a stop between the last suggestion and the first. */
export function moved(completion: Completion, step: 1 | -1): Completion {
  const stops = completion.suggestions.length + 1;
  const from = completion.active ?? stops - 1;
  const to = (from + step + stops) % stops;
  return { ...completion, active: to === stops - 1 ? null : to };
}

export function chosen({ suggestions, active }: Completion): Suggestion | undefined {
  return active === null ? undefined : suggestions[active];
}
